/** A step that went wrong, as the console shows it. */
import { type Body, clean, curlOf, eachStep, type SetReport, type StepReport } from '@merlon/protocol'
import { type Drawing, drawFrame, type Frame, type Note } from './frame.ts'
import { differenceLines, exchangeText, valueText } from './step-text.ts'

const BODY_EXCERPT = 300
const MOST_VARIABLES = 5

export interface FrameSources {
  readonly drawing: Drawing
  readonly verbose: boolean
  readonly bodyOf: (hash: string | undefined) => Body | undefined
}

/** Where a step stood in its loops, as in an expression: `2`, or `1.0` for the first inside the second. */
export const itemText = (index: readonly number[]): string => index.join('.')

function stepWithId(run: SetReport, id: number): StepReport | undefined {
  let found: StepReport | undefined
  eachStep(run.steps, (step) => {
    if (step.id === id) found = step
  })
  return found
}

/** The request that the step sent, or that brought what it looked at. */
function contextOf(step: StepReport, run: SetReport): Frame['context'] {
  const { request, response, origin, excerpt } = step
  const sender = request ? step : origin && stepWithId(run, origin.step)
  const text = request
    ? exchangeText(request, response)
    : sender?.request
      ? exchangeText(sender.request, sender.response)
      : origin && `${origin.label}${origin.status === undefined ? '' : ` → ${origin.status}`}`
  if (text === undefined) return undefined
  const line = sender?.location.line
  const above = line !== undefined && sender?.location.file === step.location.file && line < (excerpt?.line ?? 0)
  return above ? { line, text } : { text }
}

function bodyText({ text, mime, size }: Body): string {
  if (text === undefined) return `${size} bytes of ${mime || 'an unknown type'}`
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > BODY_EXCERPT ? `${line.slice(0, BODY_EXCERPT)}…` : line
}

function comparison({ diff, expected, actual }: StepReport): Note[] {
  if (diff?.length) return [{ name: 'differs at', lines: differenceLines(diff) }]
  if (expected === undefined) return []
  const notes: Note[] = [{ name: 'expected', lines: [valueText(expected)] }]
  return actual === undefined ? notes : [...notes, { name: '  actual', lines: [valueText(actual)] }]
}

function variableLines({ variables = [] }: StepReport): string[] {
  const lines = variables.slice(0, MOST_VARIABLES).map(({ name, value, from }) => {
    const text = value === undefined ? '' : ` = ${typeof value === 'string' ? value : valueText(value)}`
    return `${name}${text.length > 40 ? `${text.slice(0, 40)}…` : text}, from ${from}`
  })
  const more = variables.length - lines.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

function attemptsText({ attempts = [] }: StepReport): string | undefined {
  if (attempts.length < 2) return undefined
  return attempts
    .map(({ response, message, status }) => (response && response.status > 0 ? response.status : (message ?? status)))
    .join(', ')
}

function notesOf(step: StepReport, { verbose, bodyOf }: FrameSources): Note[] {
  const { comment, help, request, response } = step
  const body = request && bodyOf(response?.body?.hash)
  const attempts = attemptsText(step)
  const variables = variableLines(step)
  return [
    ...(comment ? [{ name: 'comment', lines: [comment], long: 'wrap' } as const] : []),
    ...comparison(step),
    ...(body ? [{ name: 'body', lines: [bodyText(body)], long: 'wrap' } as const] : []),
    ...(attempts === undefined ? [] : [{ name: 'attempts', lines: [attempts], long: 'wrap' } as const]),
    ...(variables.length > 0 ? [{ name: 'where', lines: variables }] : []),
    ...(help ? [{ name: 'help', lines: [help], long: 'wrap' } as const] : []),
    ...(verbose && request
      ? [{ name: 'again', lines: [curlOf(request, bodyOf(request.body?.hash))], long: 'whole' } as const]
      : []),
  ]
}

/** `tests/cart.yaml:12:7`, and in which round and phase. */
export function placeOf({ location, excerpt, index, items, phase }: StepReport): string {
  const { file, line, column } = { ...location, ...(excerpt ? { line: excerpt.line, column: excerpt.column } : {}) }
  const within = [
    ...(index ? [`item ${items ? clean(items.join(' / ')) : itemText(index)}`] : []),
    ...(phase && phase !== 'steps' ? [phase] : []),
  ]
  return `${file}:${line}:${column}${within.length > 0 ? ` (${within.join(', ')})` : ''}`
}

export function stepFrame(step: StepReport, run: SetReport, sources: FrameSources): string[] {
  const { status, component, message, excerpt, actual, expected, diff } = step
  const context = contextOf(step, run)
  const label =
    actual !== undefined && expected === undefined && !diff?.length
      ? `actual: ${valueText(actual).slice(0, 80)}`
      : undefined
  return drawFrame(
    {
      level: status === 'failed' ? 'failed' : 'errored',
      code: component,
      message: message ?? (status === undefined ? `${step.label} did not finish` : step.label),
      place: placeOf(step),
      ...(context ? { context } : {}),
      ...(excerpt ? { excerpt } : {}),
      ...(label === undefined ? {} : { label }),
      notes: notesOf(step, sources),
    },
    sources.drawing,
  )
}
