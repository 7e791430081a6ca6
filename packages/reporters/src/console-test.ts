/** One test on the console while it runs. What is said below its line waits in a spool, since the line says the counts. */
import {
  clean,
  countsItself,
  eachStep,
  emptySummary,
  type SetReport,
  type Summary,
  type TestReport,
} from '@merlon/protocol'
import { everyAttempt, flakyLines } from './console-attempts.ts'
import { type FrameSources, placeOf } from './console-frame.ts'
import { faultyLines, stepLines } from './console-set.ts'
import type { ReportContext, Spool } from './reporter.ts'
import { cells, commandSafe, countText, cutTo, durationText, grouped, type Styles, wrap } from './terminal.ts'

const MOST_SETS = 10
const MOST_NAMES = 5
const MOST_WARNINGS = 10
/** Lines. */
const LONGEST_WARNING = 3
/** Cells, as `59.9 s` or `2 min 3 s` takes. */
const ROOM_FOR_TIME = 9

/** `5 requests · 13 checks · 1 failure`; what there is none of is left out. */
export function tallyText(
  { runs, requests, assertions, failures, errors, warnings, skipped, flaky }: Summary,
  paint: Styles,
): string[] {
  const counted = (count: number, noun: string, style = (text: string): string => text): string[] =>
    count > 0 ? [style(countText(count, noun))] : []
  return [
    ...counted(runs, 'input set'),
    ...counted(requests, 'request'),
    ...counted(assertions, 'check'),
    ...counted(failures, 'failure', paint.red),
    ...counted(errors, 'error', paint.red),
    ...counted(warnings, 'warning', paint.yellow),
    ...(skipped > 0 ? [`${skipped.toLocaleString('en')} skipped`] : []),
    ...(flaky > 0 ? [paint.yellow(`${grouped(flaky)} flaky`)] : []),
  ]
}

const COUNTED = ['requests', 'assertions', 'failures', 'errors', 'warnings', 'skipped'] as const

/** What one test said so far; made anew for each test, so that nothing of it outlives it. */
class Gathered {
  readonly summary = emptySummary()
  readonly drawn = new Map<string, number>()
  readonly warnings = new Map<string, number>()
  readonly hiddenSets: string[] = []
  moreWarnings = 0
  badSets = 0

  add(run: SetReport): void {
    this.summary.runs += 1
    for (const name of COUNTED) this.summary[name] += run.summary[name]
    if (run.status !== 'passed') this.badSets += 1
  }

  warn(text: string): void {
    const times = this.warnings.get(text)
    if (times !== undefined || this.warnings.size < MOST_WARNINGS) this.warnings.set(text, (times ?? 0) + 1)
    else this.moreWarnings += 1
  }
}

function gatherWarnings(run: SetReport, gathered: Gathered): void {
  const whose = run.inputSet === 'default' ? '' : `${run.inputSet}: `
  for (const notice of run.notices ?? []) gathered.warn(`${whose}${notice}`)
  eachStep(run.steps, (step) => {
    if (step.tentative) return
    const { index, ...place } = step
    if (step.status === 'warned' && countsItself(step))
      gathered.warn(`${placeOf(place)}: ${step.message ?? step.label}`)
    for (const notice of step.notices ?? []) gathered.warn(`${placeOf(place)}: ${notice}`)
  })
}

export class TestConsole {
  private readonly context: ReportContext
  private readonly paint: Styles
  private readonly bodyOf: FrameSources['bodyOf']
  private readonly width: number
  private readonly verbose: boolean
  private readonly below: Spool
  private gathered = new Gathered()
  /** Whether the last line written is empty. */
  endedBlank = false

  constructor(context: ReportContext, paint: Styles, bodyOf: FrameSources['bodyOf']) {
    this.context = context
    this.paint = paint
    this.bodyOf = bodyOf
    this.width = Math.max(context.width, 40)
    this.verbose = context.verbosity === 'verbose'
    this.below = context.spool()
  }

  setFinished(run: SetReport): void {
    const { gathered, verbose, paint, width } = this
    const good = run.status === 'passed'
    gathered.add(run)
    gatherWarnings(run, gathered)
    if (run.flaky) this.writeLines(flakyLines(run, paint, width), (text) => this.below.append(text))
    if (verbose || (!good && gathered.badSets <= MOST_SETS))
      this.writeLines(this.setLines(run), (text) => this.below.append(text))
    else if (!good && gathered.hiddenSets.length < MOST_NAMES) gathered.hiddenSets.push(run.inputSet)
  }

  testFinished(test: TestReport): void {
    const { write, verbosity } = this.context
    const good = test.status === 'passed'
    if (!good || verbosity !== 'quiet') {
      this.writeLines([...this.testLines(test), ...this.warningLines()], write)
      for (const piece of this.below.drain()) write(piece)
      this.writeLines([...this.hiddenLine(), ...(good ? [] : [''])], write)
      this.endedBlank = !good
    }
    this.gathered = new Gathered()
  }

  private writeLines(lines: readonly string[], write: (text: string) => void): void {
    for (const line of lines) write(`${commandSafe(line)}\n`)
  }

  private setLines(run: SetReport): string[] {
    const { paint, width, verbose, bodyOf, context } = this
    const { inputSet, message, set } = run
    const bad = run.status !== 'passed'
    const name = inputSet === 'default' && set === 0 ? [] : [clean(inputSet)]
    const head = [...name, ...(bad && message ? [clean(message)] : [])].join(': ')
    const steps = verbose ? stepLines(run, paint, width - 4) : []
    const drawing = { color: context.color, width: width - 4 }
    const faulty = bad ? faultyLines(run, { drawing, verbose, bodyOf, paint, drawn: this.gathered.drawn }) : []
    const tries = bad && run.attempts ? ['', paint.dim(everyAttempt(run))] : []
    const inside = [...steps, ...faulty, ...tries].map((line) => (line === '' ? '' : `    ${line}`))
    return head === '' ? inside : ['', `  ${cutTo(head, width - 2)}`, ...inside]
  }

  /** One line, or two where the name and the counts are too long for one; how long it took never decides. */
  private testLines({ name, file, status = 'errored', flaky, durationMs }: TestReport): string[] {
    const { paint, width, gathered } = this
    const good = status === 'passed'
    const counts = tallyText(gathered.summary, paint)
    const time = durationText(durationMs)
    const bare = cells([...counts, ''].join(' · ').replace(/\x1b\[\d+m/g, '')) + Math.max(cells(time), ROOM_FOR_TIME)
    const shown = cutTo(clean(name), width - 2)
    const beside = cells(shown) + bare + 5 <= width
    const named = good || (beside ? cells(shown) + 5 : 2) + bare + cells(clean(file)) + 3 > width ? [] : [clean(file)]
    const tally = paint.dim([...counts, time, ...named].join(' · '))
    const head = `${flaky ? paint.yellow('~') : good ? paint.green('✓') : paint.red('✗')} ${good ? shown : paint.bold(shown)}`
    return beside ? [`${head}   ${tally}`] : [head, `  ${tally}`]
  }

  private warningLines(): string[] {
    const { paint, width, gathered } = this
    const lines = [...gathered.warnings].flatMap(([text, times]) => {
      const often = times > 1 ? ` (${grouped(times)} times)` : ''
      const [first = '', ...rest] = wrap(`${cutTo(clean(text), LONGEST_WARNING * width)}${often}`, width - 4)
      return [`  ${paint.yellow('⚠')} ${first}`, ...rest.map((line) => `    ${line}`)]
    })
    const more = gathered.moreWarnings
    return more > 0 ? [...lines, `  ${paint.dim(`… and ${countText(more, 'more warning')}`)}`] : lines
  }

  private hiddenLine(): string[] {
    const { badSets, hiddenSets } = this.gathered
    const hidden = badSets - MOST_SETS
    if (this.verbose || hidden <= 0) return []
    const names = `${hiddenSets.map(clean).join(', ')}${hidden > MOST_NAMES ? ' …' : ''}`
    return [
      '',
      `  ${this.paint.dim(cutTo(`… and ${countText(hidden, 'more input set')} did not pass: ${names}`, this.width - 2))}`,
    ]
  }
}
