/** How a text is written in YAML: as it is wherever that is safe, quoted or as a block where it is not. */

/** Characters that YAML, or an editor, may not hand back as they were; lone surrogates are among them. */
const UNPRINTABLE = /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u
const UNPRINTABLES = new RegExp(UNPRINTABLE, 'gu')

/** Words that mean something else than themselves, in YAML 1.2 or in the readers of older versions. */
const WORD = /^(?:~|null|true|false|yes|no|on|off|=|<<)$/i

/** What YAML 1.2 core reads as a number, and what readers of older versions do: `12:30`, `1_000`, dates. */
const NUMBER =
  /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|0o[0-7]+|0x[\da-f]+|[-+]?\.inf|\.nan|[-+]?\d[\d:_-]*[\d.]*)$/i

const STARTS_WITH_SIGN = /^(?:[-?:,[\]{}#&*!|>'"%@`\s]|\.\.\.)/
const ENDS_OR_BREAKS = /:(?:\s|$)|\s#|\s$/
const FLOW_SIGN = /[,[\]{}]/

/** Whether a text may stand without quotes; `flow` is inside `{ }` and `[ ]`, where more characters mean something. */
export function isPlain(text: string, flow: boolean): boolean {
  if (text === '' || UNPRINTABLE.test(text)) return false
  if (WORD.test(text) || NUMBER.test(text) || STARTS_WITH_SIGN.test(text) || ENDS_OR_BREAKS.test(text)) return false
  return !(flow && FLOW_SIGN.test(text))
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  const hex = code.toString(16)
  return SHORT_ESCAPES[character] ?? (code < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`)
}

/** A text in quotes, on one line. */
export function quoted(text: string): string {
  const inSingles = /["\\]/.test(text) && !text.includes("'") && !UNPRINTABLE.test(text)
  if (inSingles) return `'${text}'`
  return `"${text.replace(/["\\]/g, '\\$&').replace(UNPRINTABLES, escaped)}"`
}

/** Whether a text of several lines can stand as a `|` block and be read back exactly. */
export function isBlock(text: string): boolean {
  if (!text.includes('\n') || UNPRINTABLE.test(text.replace(/[\n\t]/g, ''))) return false
  // At both ends a line of nothing but blanks would be taken for layout.
  return /\S/.test(text) && !/^[ \t]*\t|^[ \t]+\n|\n[ \t]+\n*$/.test(text)
}

/** The head of a block, and its lines without indentation. */
export function blockOf(text: string): { head: string; lines: readonly string[] } {
  const breaks = /\n*$/.exec(text)![0].length
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+'
  const indentation = /^[ \n]/.test(text) ? '2' : ''
  return { head: `|${indentation}${chomping}`, lines: (breaks === 0 ? text : text.slice(0, -1)).split('\n') }
}
