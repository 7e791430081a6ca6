/**
 * A page of Markdown, which is also the summary of a job in GitHub Actions. GitHub refuses more than 1 MiB from a step, so what is held and
 * written is bounded: the first failures whole, then their names, then their number.
 */
import { clean, type RunReport, type SetReport, type TestReport } from '@merlon/protocol'
import { explanation, faultsOf } from './case-text.ts'
import { defineReporter } from './reporter.ts'
import { countText, durationText } from './terminal.ts'

const MOST_FAILURES = 25
const MOST_ROWS = 200
const LONGEST_TRACE = 8000

/** Text from outside that Markdown and HTML take for nothing but text. */
const plain = (text: string): string =>
  clean(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+\-!|~@]/g, '\\$&')

/** A block of code that nothing in it can end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text.split('\n').map(clean).join('\n')}\n${fence}`
}

const MARKS = { passed: '✅', failed: '❌', errored: '💥' } as const
const markOf = (one: { status?: 'passed' | 'failed' | 'errored'; flaky?: true }): string =>
  one.flaky ? '⚠️' : MARKS[one.status ?? 'errored']

function failureOf(test: TestReport, run: SetReport): string {
  const [first, ...more] = faultsOf(run)
  if (!first) return ''
  const { step, message } = first
  const text = (step ? explanation(step) : message).slice(0, LONGEST_TRACE)
  const rest = more.length > 0 ? `\n… and ${countText(more.length, 'more failure')} in it\n` : ''
  return `<details open><summary><b>${plain(test.name)}</b> · ${plain(run.inputSet)}</summary>\n\n${fenced(text)}\n${rest}\n</details>\n`
}

const rowOf = (test: TestReport): string =>
  `| ${markOf(test)} | ${plain(test.name)} | ${plain(test.file)} | ${durationText(test.durationMs)} |\n`

function headOf({ status = 'errored', summary, environments, seed, interrupted }: RunReport, flaky: number): string {
  const { tests, runs, requests, assertions, failures, errors, warnings, skipped, durationMs } = summary
  const counts = [
    countText(tests, 'test'),
    countText(runs, 'input set'),
    countText(requests, 'request'),
    countText(assertions, 'check'),
    ...(failures > 0 ? [countText(failures, 'failure')] : []),
    ...(errors > 0 ? [countText(errors, 'error')] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
    ...(warnings > 0 ? [countText(warnings, 'warning')] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    durationText(durationMs),
  ]
  const where = environments.length > 0 ? ` · ${environments.map(plain).join(', ')}` : ''
  const cut = interrupted ? '\n\nThe run was interrupted.' : ''
  return `## ${MARKS[status]} Merlon: ${status}\n\n${counts.join(' · ')}${where} · seed ${seed}${cut}\n\n`
}

export default defineReporter({
  name: 'markdown',
  title: 'Markdown',
  summary: 'A page of Markdown: verdict, failures, tests; in GitHub Actions it is the summary of the job by itself',
  extension: 'md',
  flag: 'Write a summary in Markdown',
  ci: { variable: 'GITHUB_ACTIONS', file: 'GITHUB_STEP_SUMMARY' },
  open({ write }) {
    const failures: string[] = []
    /** What did not pass, or not at once, comes first. */
    const rows: { readonly good: string[]; readonly bad: string[] } = { good: [], bad: [] }
    let flaky = 0
    let untold = 0
    return {
      setFinished(test, run) {
        if (run.status === 'passed') return
        if (failures.length < MOST_FAILURES) failures.push(failureOf(test, run))
        else untold += 1
      },
      testFinished(test) {
        if (test.flaky) flaky += 1
        const list = test.status === 'passed' && !test.flaky ? rows.good : rows.bad
        if (list.length < MOST_ROWS) list.push(rowOf(test))
      },
      finished(report) {
        write(headOf(report, flaky))
        write(failures.join('\n'))
        if (untold > 0) write(`\n… and ${countText(untold, 'input set')} more that did not pass\n`)
        const shown = [...rows.bad, ...rows.good].slice(0, MOST_ROWS)
        if (shown.length > 0) write(`\n| | Test | File | Time |\n| --- | --- | --- | ---: |\n${shown.join('')}`)
        const more = report.summary.tests - shown.length
        if (more > 0) write(`\n… and ${countText(more, 'more test')}\n`)
        write('\n')
      },
    }
  },
})
