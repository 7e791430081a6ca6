/** The console: a line per test that passed, and below one that did not everything needed to mend it. */
import { type Body, clean } from '@merlon/protocol'
import { TestConsole, tallyText } from './console-test.ts'
import { defineReporter } from './reporter.ts'
import { commandSafe, countText, durationText, styles } from './terminal.ts'

const MOST_BODIES = 200
const LONGEST_BODY = 4096

/** The bodies said last, each cut: a body may be said long before the step that is shown with it. */
function bodyMemory(): { keep(hash: string, body: Body): void; get(hash: string | undefined): Body | undefined } {
  const bodies = new Map<string, Body>()
  return {
    keep(hash, { mime, size, text, base64, cut }) {
      const kept = text?.slice(0, LONGEST_BODY)
      const whole =
        cut !== true && (kept ?? base64 ?? '').length === (text ?? '').length && (base64?.length ?? 0) <= LONGEST_BODY
      bodies.set(hash, {
        mime,
        size,
        ...(kept === undefined ? {} : { text: kept }),
        ...(base64 && whole ? { base64 } : {}),
        ...(whole ? {} : { cut: true }),
      })
      for (const oldest of bodies.keys()) {
        if (bodies.size <= MOST_BODIES) break
        bodies.delete(oldest)
      }
    },
    get: (hash) => (hash === undefined ? undefined : bodies.get(hash)),
  }
}

export default defineReporter({
  name: 'console',
  title: 'Console',
  summary: 'A line per test, and what went wrong beside the line of the file where it did',
  extension: 'txt',
  open(context) {
    const paint = styles(context.color)
    const bodies = bodyMemory()
    const tests = new TestConsole(context, paint, bodies.get)
    let bad = 0
    return {
      body: bodies.keep,
      setFinished: (_test, run) => tests.setFinished(run),
      testFinished(test) {
        if (test.status !== 'passed') bad += 1
        tests.testFinished(test)
      },
      finished({ status = 'errored', interrupted, summary, seed, environments }) {
        const verdict = interrupted ? 'interrupted' : status
        const tested =
          bad > 0
            ? `${bad.toLocaleString('en')} of ${countText(summary.tests, 'test')}`
            : countText(summary.tests, 'test')
        const tally = [tested, ...tallyText(summary, paint), durationText(summary.durationMs)].join(' · ')
        const names = environments.length > 0 ? [`environment ${environments.map(clean).join(', ')}`] : []
        const margin = ' '.repeat(verdict.length + 3)
        const strong = status === 'passed' ? paint.green : paint.red
        context.write(`${tests.endedBlank ? '' : '\n'}${strong(paint.bold(verdict))}   ${tally}\n`)
        context.write(`${commandSafe(`${margin}${paint.dim([...names, `seed ${seed}`].join(' · '))}`)}\n`)
      },
    }
  },
})
