/** The first bytes of a body that is no text, as hex dumps show them. */

const MOST_BYTES = 512
const IN_A_ROW = 16

/** Lines like `00000010  89 50 4e 47 …  .PNG`. */
export function hexLines(base64: string): string[] {
  // Four characters hold three bytes.
  const head = atob(base64.slice(0, Math.ceil(MOST_BYTES / 3) * 4))
  const lines: string[] = []
  for (let at = 0; at < Math.min(head.length, MOST_BYTES); at += IN_A_ROW) {
    const bytes = [...head.slice(at, Math.min(at + IN_A_ROW, MOST_BYTES))]
    const hex = bytes.map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')
    const text = bytes.map((byte) => (byte >= ' ' && byte <= '~' ? byte : '.')).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(IN_A_ROW * 3 - 1)}  ${text}`)
  }
  return lines
}
