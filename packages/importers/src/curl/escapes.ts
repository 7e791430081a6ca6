/** Backslash escapes of `$'…'` (Bash) and of `printf` and its `%b` (IEEE Std 1003.1, printf). */
import { wellFormed } from './marked-text.ts'

const OTHERS = 'x[0-9A-Fa-f]{1,2}))+)|\\\\u([0-9A-Fa-f]{1,4})|\\\\U([0-9A-Fa-f]{1,8})|\\\\c(.)|\\\\([\\s\\S])'
const PATTERNS = {
  "$'": new RegExp(`((?:\\\\(?:[0-7]{1,3}|${OTHERS}`, 'g'),
  '%b': new RegExp(`((?:\\\\(?:0[0-7]{0,3}|[1-7][0-7]{0,2}|${OTHERS}`, 'g'),
} as const

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
}

const KEPT = /[\\'"?]/

/** Bytes spelled one by one, read as UTF-8; what is no UTF-8 becomes U+FFFD. */
function bytesText(spelled: string): string {
  const bytes = spelled
    .slice(1)
    .split('\\')
    .map((one) => Number.parseInt(one.replace('x', ''), one.startsWith('x') ? 16 : 8) & 0xff)
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return '\ufffd'
  }
}

function characterOf(digits: string): string {
  const code = Number.parseInt(digits, 16)
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
}

/** The text that the escapes of one kind spell; a backslash before anything else stays. */
export function unescaped(text: string, kind: keyof typeof PATTERNS): string {
  const spelled = text.replace(
    PATTERNS[kind],
    (all: string, bytes?: string, short?: string, long?: string, control?: string, one = '') => {
      if (bytes !== undefined) return bytesText(bytes)
      if (short !== undefined || long !== undefined) return characterOf(short ?? long ?? '')
      if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f)
      return SIMPLE[one] ?? (KEPT.test(one) ? one : all)
    },
  )
  return wellFormed(spelled)
}
