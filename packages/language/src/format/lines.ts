/** Writes lines: content where it belongs, comments and blank lines where they were. */
import type { CST } from 'yaml'

export class Lines {
  readonly #lines: string[] = []
  /** A line break stood in the source behind what was written last. */
  #broken = true
  /** A blank line did. */
  #blank = false
  /** The line ends in a comment, so that nothing can follow on it. */
  #closed = true
  /** The last lines are empty ones that a text holds. */
  #keeps = false

  /** How wide the line is so far. */
  get width(): number {
    return this.#lines.at(-1)?.length ?? 0
  }

  /** Whether nothing can follow on the line. */
  get isClosed(): boolean {
    return this.#closed
  }

  /** Begins a line. */
  begin(column: number, text: string): void {
    if (this.#blank && this.#lines.length > 0 && !this.#keeps) this.#lines.push('')
    this.#lines.push(' '.repeat(column) + text)
    this.#written()
  }

  /** Goes on in the line, or begins one in that column where nothing can follow. */
  add(text: string, column: number): void {
    if (this.#closed) {
      this.begin(column, text.replace(/^ /, ''))
      return
    }
    this.#lines[this.#lines.length - 1] += text
    this.#written()
  }

  /** Further lines of what stands in the line; something may follow on the last. */
  more(lines: readonly string[]): void {
    this.#lines.push(...lines)
  }

  /** Lines as they are. With `keeps`, empty ones at their end belong to a text. */
  raw(lines: readonly string[], keeps: boolean): void {
    this.#lines.push(...lines)
    this.#written()
    this.#closed = true
    this.#broken = true
    this.#keeps = keeps
  }

  /** A blank line is to come before the next line. */
  space(): void {
    this.#blank = true
  }

  /** Comments and line breaks as they stand between two parts; comments on lines of their own stand in that column. */
  between(tokens: readonly CST.SourceToken[], column: number): void {
    for (const [at, { type, source }] of tokens.entries()) {
      if (type === 'newline') {
        this.#blank ||= this.#broken
        this.#broken = true
      } else if (type === 'comment') this.#comment(source.replace(/[ \t]+$/, ''), column, tokens[at - 1])
    }
  }

  #comment(text: string, column: number, before: CST.SourceToken | undefined): void {
    if (this.#broken || this.#closed) this.begin(column, text)
    else {
      const gap = before?.type === 'space' && /^ +$/.test(before.source) ? before.source : ' '
      this.add(gap + text, column)
    }
    this.#closed = true
  }

  #written(): void {
    this.#broken = false
    this.#blank = false
    this.#closed = false
    this.#keeps = false
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }
}
