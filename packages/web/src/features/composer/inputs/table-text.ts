/** Tables on the clipboard, as spreadsheets put them there: cells parted by tabs, quoted where they have to be. */

/** Reads a table. Rows may differ in length. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  const end = text.replace(/\r?\n$/, '').length
  while (at <= end) {
    const quoted = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)/y
    quoted.lastIndex = at
    const found = quoted.exec(text)
    const plain = /[^\t\r\n]*(?:\r(?!\n)[^\t\r\n]*)*/y
    plain.lastIndex = at
    const cell = found ?? plain.exec(text)
    rows.at(-1)?.push(found ? found[1]!.replaceAll('""', '"') : (cell?.[0] ?? ''))
    at += cell?.[0].length ?? 0
    if (at >= end) break
    if (text[at] !== '\t') rows.push([])
    at += text[at] === '\r' ? 2 : 1
  }
  return rows
}

const cellOf = (text: string): string => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const tableText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(cellOf).join('\t')).join('\n')
