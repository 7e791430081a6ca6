/** Reads `.env` files: `NAME=value` on each line, with quotes, comments and `export`, as dotenv and shells take them. */
import type { Entries, Entry } from './entry.ts'

const HEAD = /[^\S\n]*(?:export[^\S\n]+)?([^\s=#'"]+)[^\S\n]*=[^\S\n]*/y
const QUOTED = /(?:'([^']*)'|`([^`]*)`|"([^"\\]*(?:\\[\s\S][^"\\]*)*)")[^\S\n]*(?:#[^\n]*)?(?![^\n])/y
const NOTHING = /[^\S\n]*(?:#[^\n]*)?(?![^\n])/y
const LINE = /[^\n]*/y

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  // `\${` stays: in a variable, too, it is the characters themselves.
  return text.replace(
    /\\(?!\$\{)([\s\S])/g,
    (_all, one: string) => ESCAPES[one] ?? (/["\\$]/.test(one) ? one : `\\${one}`),
  )
}

const literal = (text: string): string => text.replaceAll('${', '\\${')

/** Gives the entries in order; lines that are none are noted. */
export function readDotEnv(source: string): Entries {
  const text = source.replaceAll('\r\n', '\n')
  const entries: Entry[] = []
  const notes: string[] = []
  let at = 0
  let line = 1
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text) ?? undefined
    at += found?.[0].length ?? 0
    line += (found?.[0].match(/\n/g) ?? []).length
    return found
  }
  while (at < text.length) {
    const started = line
    if (!take(NOTHING)) {
      const name = take(HEAD)?.[1]
      const quoted = name === undefined ? undefined : take(QUOTED)
      if (quoted) {
        const value = quoted[3] === undefined ? literal(quoted[1] ?? quoted[2] ?? '') : unescaped(quoted[3])
        entries.push({ name: name!, value, secret: false })
      } else {
        const rest = take(LINE)![0]
        if (name === undefined) notes.push(`line ${started} is left out: it is no \`NAME=value\``)
        else entries.push({ name, value: rest.replace(/(?:^|\s)#[^\n]*$/, '').trim(), secret: false })
      }
    }
    at += 1
    line += 1
  }
  return { entries, notes }
}
