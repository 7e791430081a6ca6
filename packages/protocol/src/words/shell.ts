/** Words of a POSIX shell (IEEE Std 1003.1, XCU 2.2), fit for a terminal too. */
import { unsafeCharacters } from './clean.ts'

/** The UTF-8 bytes of a character in octal, as `printf` reads them, each after `\` and `prefix`. */
function octal(character: string, prefix: string): string {
  // Halves of pairs have no bytes; they become what decoders put in their place.
  const bytes = encodeURIComponent(character.replace(/\p{Cs}/u, '\ufffd')).match(/%[0-9A-F]{2}/g) ?? []
  return bytes.map((byte) => `\\${prefix}${Number.parseInt(byte.slice(1), 16).toString(8).padStart(3, '0')}`).join('')
}

const quoted = (text: string): string => (text === '' ? '' : `'${text.replaceAll("'", "'\\''")}'`)

/**
 * A text as one word. Control characters other than line breaks are spelled by `printf`, so that none of them reaches the
 * terminal on which the word is shown.
 */
export function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  let word = ''
  let from = 0
  for (const { 0: unsafe, index } of text.matchAll(unsafeCharacters)) {
    if (unsafe === '\n') continue
    word += `${quoted(text.slice(from, index))}"$(printf '${octal(unsafe, '')}')"`
    from = index + unsafe.length
  }
  return word + quoted(text.slice(from)) || "''"
}

/** A text as `printf %b` reads it, all on one line. */
export function forPrintf(text: string): string {
  return text.replaceAll('\\', '\\\\').replace(unsafeCharacters, (one) => (one === '\n' ? '\\n' : octal(one, '0')))
}
