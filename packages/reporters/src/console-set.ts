/** An input set on the console: what went wrong in it, repetitions folded, and in verbose runs every step. */
import { clean, eachStep, holdsFault, isAtFault, type SetReport, type StepReport } from '@merlon/protocol'
import { type FrameSources, itemText, placeOf, stepFrame } from './console-frame.ts'
import { exchangeText } from './step-text.ts'
import { countText, cutTo, durationText, grouped, type Styles, wrap } from './terminal.ts'

const MOST_FRAMES = 20
const MOST_ITEMS = 5
const MOST_REASONS = 3
/** How often one place of a test is drawn in full; later input sets name it in one line. */
const MOST_DRAWN = 3

export interface SetSources extends FrameSources {
  readonly paint: Styles
  /** How often each place was drawn in this test. */
  readonly drawn: Map<string, number>
}

interface Repeated {
  readonly step: StepReport
  readonly items: string[]
  more: number
}

const keyOf = ({ location: { file, line, column }, component, status }: StepReport): string =>
  `${file}:${line}:${column}:${component}:${status ?? ''}`

function faultsOf(run: SetReport): Map<string, Repeated> {
  const faults = new Map<string, Repeated>()
  eachStep(run.steps, (step) => {
    if (!isAtFault(step)) return
    const key = keyOf(step)
    const known = faults.get(key)
    if (!known) faults.set(key, { step, items: [], more: 0 })
    else {
      known.more += 1
      if (step.index && known.items.length < MOST_ITEMS) known.items.push(itemText(step.index))
    }
  })
  return faults
}

function moreLine({ items, more }: Repeated): string {
  const rest = more > items.length ? ' …' : ''
  const which = items.length > 0 ? `, item${more > 1 ? 's' : ''} ${items.join(', ')}${rest}` : ''
  return `… and ${grouped(more)} more like this${which}`
}

function faultLines(key: string, fault: Repeated, run: SetReport, sources: SetSources): string[] {
  const { step, more } = fault
  const times = sources.drawn.get(key) ?? 0
  sources.drawn.set(key, times + 1)
  const lines =
    times < MOST_DRAWN
      ? ['', ...stepFrame(step, run, sources)]
      : [
          cutTo(
            clean(`${step.status ?? 'errored'}[${step.component}] ${placeOf(step)}: ${step.message ?? step.label}`),
            sources.drawing.width,
          ),
        ]
  return more > 0 ? [...lines, sources.paint.dim(moreLine(fault))] : lines
}

function skippedLines(run: SetReport, paint: Styles, width: number): string[] {
  const reasons = new Map<string, number>()
  eachStep(run.steps, ({ status, tentative, message = 'it says so' }) => {
    if (status === 'skipped' && !tentative) reasons.set(message, (reasons.get(message) ?? 0) + 1)
  })
  const shown = [...reasons].slice(0, MOST_REASONS).flatMap(([reason, count]) => {
    const were = count === 1 ? 'was' : 'were'
    const line = `${countText(count, 'more step')} ${were} skipped because ${clean(reason)}`
    return wrap(cutTo(line, 3 * width), width).map(paint.dim)
  })
  return shown.length > 0 ? ['', ...shown] : []
}

/** What went wrong in an input set. */
export function faultyLines(run: SetReport, sources: SetSources): string[] {
  const faults = [...faultsOf(run)]
  const lines = faults.slice(0, MOST_FRAMES).flatMap(([key, fault]) => faultLines(key, fault, run, sources))
  const hidden = faults.length - MOST_FRAMES
  const more = hidden > 0 ? ['', sources.paint.dim(`… and failures at ${countText(hidden, 'more place')}`)] : []
  return [...lines, ...more, ...skippedLines(run, sources.paint, sources.drawing.width)]
}

function stepLine(step: StepReport, depth: number, paint: Styles, width: number): string {
  const { status = 'errored', title, label, index, request, response, durationMs, message, tentative } = step
  const symbols = {
    passed: paint.green('✓'),
    failed: paint.red('✗'),
    errored: paint.red('✗'),
    warned: paint.yellow('⚠'),
    skipped: '-',
  }
  const name = title ?? (request ? exchangeText(request, response) : label)
  const item = index ? ` (item ${itemText(index)})` : ''
  const time = durationMs === undefined || (request && title === undefined) ? '' : ` · ${durationText(durationMs)}`
  const why = tentative ? ', tried again' : status === 'skipped' && message ? `: ${message}` : ''
  const indent = '  '.repeat(depth)
  // A container passes although a step inside it failed; who looks for the failure must be led to it.
  const symbol = tentative ? paint.dim('-') : symbols[status === 'passed' && holdsFault(step) ? 'failed' : status]
  return `${indent}${symbol} ${cutTo(clean(name + item + why) + time, width - indent.length - 2)}`
}

/** Every step of an input set, one line each. */
export function stepLines(run: SetReport, paint: Styles, width: number): string[] {
  const lines: string[] = []
  eachStep(run.steps, (step, depth) => lines.push(stepLine(step, depth, paint, width)))
  return lines
}
