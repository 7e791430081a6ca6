/** What `curl -i` prints: status line, headers, an empty line, the body. */

export interface DumpHead {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Where the body begins, in characters. */
  readonly end: number
}

/** A status line and the header lines below it, up to the empty line (RFC 9112; HTTP/2 and 3 as curl writes them). */
const BLOCK = /HTTP\/\d(?:\.\d)? (\d{3})[^\r\n]*\r?\n((?:[^\r\n]+\r?\n)*)(?:\r?\n|$)/y

/**
 * The head of a response; undefined where the text does not begin with a status line. Of several heads, as redirects,
 * `100 Continue` and proxies bring them, the last counts: the body is its own.
 */
export function readDumpHead(text: string): DumpHead | undefined {
  let head: DumpHead | undefined
  BLOCK.lastIndex = 0
  for (let block = BLOCK.exec(text); block; block = BLOCK.exec(text)) {
    const headers = (block[2] ?? '').split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(':')
      return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : []
    })
    head = { status: Number(block[1]), headers, end: BLOCK.lastIndex }
  }
  return head
}
