/** Lines in the head of an answer. */
import { TOKEN, UNSENDABLE } from './syntax.ts'

/** A single LF may end a line (RFC 9112, 2.2); lines of the chunked framing are held to the letter. */
export function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line
}

/** The name and value in a line, or what is wrong with it. */
export function fieldOf(line: string): [string, string] | string {
  const colon = line.indexOf(':')
  if (colon === -1) return 'a header line has no colon'
  const name = line.slice(0, colon)
  if (!TOKEN.test(name)) return 'the name of a header holds a character that it must not'
  const value = trimmed(line, colon + 1)
  if (UNSENDABLE.test(value)) return `the header '${name}' holds a control character`
  return [name, value]
}

/** Without the spaces and tabs around; other white space belongs to the value. */
export function trimmed(line: string, from: number): string {
  let start = from
  let end = line.length
  while (start < end && isBlank(line.charCodeAt(start))) start += 1
  while (end > start && isBlank(line.charCodeAt(end - 1))) end -= 1
  return line.slice(start, end)
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9
}
