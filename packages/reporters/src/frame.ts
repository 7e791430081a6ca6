/**
 * Draws what is wrong beside the line of the file where it is wrong:
 *
 *     failed[assert-equals]: `login.status` is 401, not 200      level[code]: message
 *       --> checks/login.yaml:10:14                              place
 *        |
 *      6 | POST http://shop.test/login → 401 Unauthorized        context
 *        | ...
 *     10 |       value: 200                                      excerpt
 *        |              ^^^ actual: 401                          carets, label
 *        |
 *        = help: is the password of 'staging' still right?       notes
 */
import { clean, type Diagnostic } from '@merlon/protocol'
import { drawExcerpt } from './excerpt.ts'
import { cells, commandSafe, cutTo, type Styles, styles, wrap } from './terminal.ts'

export interface Drawing {
  readonly color: boolean
  readonly width: number
}

export interface Note {
  readonly name: string
  readonly lines: readonly string[]
  /** Values are cut at the end of the line, sentences are wrapped, commands stay whole. */
  readonly long?: 'wrap' | 'cut' | 'whole'
}

export interface Frame {
  readonly level: 'error' | 'warning' | 'failed' | 'errored' | 'warned'
  readonly code: string
  readonly message: string
  readonly place?: string
  /** What stands above the excerpt, with its line number where it is in the same file. */
  readonly context?: { readonly line?: number; readonly text: string }
  readonly excerpt?: {
    readonly line: number
    readonly column: number
    readonly endColumn: number
    readonly text: string
    readonly endLine?: number
  }
  readonly label?: string
  readonly notes?: readonly Note[]
}

interface Pen {
  readonly paint: Styles
  readonly strong: (text: string) => string
  readonly width: number
  /** Digits of the longest line number. */
  readonly digits: number
  /** What stands left of the line: its number, or nothing. */
  readonly gutter: (line?: number) => string
  /** Cells right of the gutter. */
  readonly room: number
}

const LONGEST_SENTENCE = 2000

function penFor({ level, context, excerpt }: Frame, { color, width }: Drawing): Pen {
  const paint = styles(color)
  const digits = Math.max(1, String(Math.max(excerpt?.line ?? 0, context?.line ?? 0)).length)
  const gutter = (line?: number): string =>
    paint.blue(` ${(line === undefined ? '' : String(line)).padStart(digits)} |`)
  return {
    paint,
    strong: level === 'warning' || level === 'warned' ? paint.yellow : paint.red,
    width,
    digits,
    gutter,
    room: width - digits - 4,
  }
}

function sentence(text: string): string {
  return clean(text.length > LONGEST_SENTENCE ? `${text.slice(0, LONGEST_SENTENCE)}…` : text)
}

function headLines({ level, code, message }: Frame, { paint, strong, width }: Pen): string[] {
  const head = `${level}${code === '' ? '' : `[${clean(code)}]`}`
  const [first = '', ...rest] = wrap(`${head}: ${sentence(message)}`, width)
  return [
    `${strong(paint.bold(first.slice(0, head.length)))}${paint.bold(first.slice(head.length))}`,
    ...rest.map((line) => paint.bold(line)),
  ]
}

function contextLines({ context, excerpt }: Frame, { gutter, room }: Pen): string[] {
  if (!context) return []
  const { line, text } = context
  const gap = line !== undefined && excerpt !== undefined && excerpt.line - line > 1
  return [`${gutter(line)} ${cutTo(clean(text), room)}`, ...(gap ? [`${gutter()} ...`] : [])]
}

function excerptLines({ excerpt, label }: Frame, { gutter, room, strong }: Pen): string[] {
  if (!excerpt) return []
  const { line, column, endColumn, endLine = line, text } = excerpt
  const { text: shown, before, carets } = drawExcerpt(text, column, endLine > line ? text.length + 1 : endColumn, room)
  const under = `${' '.repeat(before)}${strong('^'.repeat(carets))}`
  const said = [label ? sentence(label) : '', endLine > line ? `(to line ${endLine})` : ''].filter(Boolean).join(' ')
  const beside = before + carets + 1 + cells(said) <= room
  const lines = [`${gutter(line)} ${shown}`, `${gutter()} ${under}${said !== '' && beside ? ` ${strong(said)}` : ''}`]
  if (beside || said === '') return lines
  // The label does not fit beside the carets: it goes below them, or to the left where there is more room.
  const indent = room - before >= 40 ? before : Math.min(before, 4)
  return [...lines, ...wrap(said, room - indent).map((one) => `${gutter()} ${' '.repeat(indent)}${strong(one)}`)]
}

function noteLines({ name, lines, long = 'cut' }: Note, { paint, width, digits }: Pen): string[] {
  const margin = ' '.repeat(digits + 2)
  const head = `= ${name}: `
  const room = width - margin.length - head.length
  const fit = (line: string): string[] => {
    if (long === 'whole') return [line]
    return long === 'wrap' ? wrap(sentence(line), room) : [cutTo(sentence(line), room)]
  }
  return lines
    .flatMap(fit)
    .map((line, at) => `${margin}${at === 0 ? paint.blue(head) : ' '.repeat(head.length)}${line}`)
}

/** The lines of a frame, none of them longer than the width but for commands that are to be copied. */
export function drawFrame(frame: Frame, drawing: Drawing): string[] {
  const pen = penFor(frame, drawing)
  const notes = (frame.notes ?? []).flatMap((note) => noteLines(note, pen))
  const body = [...contextLines(frame, pen), ...excerptLines(frame, pen)]
  const arrow = ' '.repeat(pen.digits + 1) + pen.paint.blue('-->')
  const lines = [
    ...headLines(frame, pen),
    ...(frame.place === undefined ? [] : [`${arrow} ${clean(frame.place)}`]),
    ...(body.length > 0 ? [pen.gutter(), ...body] : []),
    ...(notes.length > 0 && body.length > 0 ? [pen.gutter()] : []),
    ...notes,
  ]
  return lines.map(commandSafe)
}

/**
 * Draws a diagnostic; `sourceLine` is the text of the line where it begins, `undefined` where there is none to show.
 * Returns lines with a line break between them and none at the end.
 */
export function drawDiagnostic(diagnostic: Diagnostic, sourceLine: string | undefined, drawing: Drawing): string {
  const { code, severity, message, location, label, help } = diagnostic
  const { file, line, column, endLine, endColumn } = location ?? { file: '', line: 0, column: 0 }
  const frame: Frame = {
    level: severity,
    code,
    message,
    ...(location ? { place: `${file}:${line}:${column}` } : {}),
    ...(location && sourceLine !== undefined
      ? {
          excerpt: {
            line,
            column,
            endColumn: endColumn ?? column + 1,
            text: sourceLine,
            ...(endLine === undefined ? {} : { endLine }),
          },
        }
      : {}),
    ...(label === undefined ? {} : { label }),
    ...(help === undefined ? {} : { notes: [{ name: 'help', lines: [help], long: 'wrap' }] }),
  }
  return drawFrame(frame, drawing).join('\n')
}
