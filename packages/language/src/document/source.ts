/** The text of a file with what YAML reads in it. */
import { type Document, type ParsedNode, parseDocument } from 'yaml'
import { YAML_OPTIONS } from '../tree/yaml.ts'

/** Why a change cannot be made, in words for who asked for it. */
export class Refusal extends Error {
  readonly help: string | undefined

  constructor(problem: string, help?: string) {
    super(problem)
    this.help = help
  }
}

export interface Source {
  readonly text: string
  readonly document: Document.Parsed
  readonly root: ParsedNode | null
  /** How its lines end. */
  readonly lineBreak: '\n' | '\r\n'
}

// What was read last is most often read again at once: by the outline after a change, by the change after an outline.
let recent: readonly WeakRef<Source>[] = []

/** Reads a text, mistakes included. Throws a Refusal where it nests deeper than the YAML reader can follow. */
export function sourceOf(text: string): Source {
  for (const kept of recent) {
    const source = kept.deref()
    if (source?.text === text) return source
  }
  const document = parsed(text)
  const lineBreak = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n'
  return { text, document, root: document.contents, lineBreak }
}

/** Reads a text that is likely to be read again soon. */
export function keptSource(text: string): Source {
  const source = sourceOf(text)
  recent = [new WeakRef(source), ...recent.filter((kept) => kept.deref() !== source).slice(0, 1)]
  return source
}

function parsed(text: string): Document.Parsed {
  try {
    return parseDocument(text, { ...YAML_OPTIONS, keepSourceTokens: true })
  } catch (error) {
    // The YAML reader is recursive, and says so only by running out of stack.
    if (error instanceof RangeError) throw new Refusal('this file is nested too deeply to be read')
    throw error
  }
}

export const lineStart = (text: string, offset: number): number =>
  // A search from before the start would begin at the start.
  offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1

/** The end of the line that holds an offset, in front of its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end < 0) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

/** The start of the line after the one that holds an offset, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset)
