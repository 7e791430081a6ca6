/** Names for what is kept from a response, and which names speak of secrets. */
import { globalOf } from '../expression/members/globals.ts'

const reserved = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null of package private protected
  public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
)

/** Whether a word means something in code, so that no variable can have it as its name. */
export const isReserved = (name: string): boolean => reserved.has(name)

/**
 * A variable's name for the value at the end of a path. An access token is `access_token`, however the API spells it;
 * other keys keep their spelling as far as a name can. A name that is taken gets a number.
 * @param path where the value stands, for keys that say nothing: `payload.items[0]`
 * @param taken names of variables that there are
 */
export function suggestedName(path: string, key: string, taken: Iterable<string> = []): string {
  const name = /^(?:access[-_ ]?)?token$/i.test(key) ? 'access_token' : nameOf(key) || fromPath(path) || 'value'
  const known = new Set(taken)
  const isFree = (one: string): boolean =>
    !known.has(one) && !isReserved(one) && globalOf(one, 'javascript') === undefined
  if (isFree(name)) return name
  let number = 2
  while (!isFree(`${name}${number}`)) number += 1
  return `${name}${number}`
}

/** The key in the letters of a name; empty where none is left. */
function nameOf(key: string): string {
  const plain = key.normalize('NFKD').replace(/\p{M}/gu, '')
  const name = plain.replace(/[^A-Za-z0-9_$]+/g, '_').replace(/^_+|_+$/g, '')
  if (name === '' || /^\d+$/.test(name)) return ''
  const started = /^\d/.test(name) ? `_${name}` : name
  // Names such as `_1` belong to loops.
  if (/^_\d/.test(started)) return `value${started}`
  return /^[A-Z]+$/.test(started) ? started.toLowerCase() : started[0]!.toLowerCase() + started.slice(1)
}

/** The last word of a path that can be a name: `item` for an element of `payload.items`. */
function fromPath(path: string): string {
  const words = path.match(/[A-Za-z_$][\w$]*/g) ?? []
  const name = nameOf(words.at(-1) ?? '')
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name
}

const secretWords = new Set([
  ...['password', 'passwd', 'pwd', 'passphrase', 'passcode', 'secret', 'token', 'credential', 'credentials'],
  ...['authorization', 'apikey', 'jwt', 'bearer', 'otp', 'pin'],
])

const secretPairs = [
  ['api', 'key'],
  ['access', 'key'],
  ['private', 'key'],
  ['secret', 'key'],
  ['signing', 'key'],
  ['encryption', 'key'],
  ['session', 'id'],
  ['pass', 'word'],
] as const

/** Words after which the one before is only spoken of: `token_count`, `passwordLength`. */
const about = new Set(
  'count counts length size limit expires expiry expiration expired type name url uri endpoint path policy status ttl lifetime required enabled valid hint field label in at id'.split(
    ' ',
  ),
)

/** Whether a name speaks of something that nobody but its owner may know: `password`, `apiKey`, `X-Auth-Token`. */
export function looksSecret(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
  const last = words.at(-1)
  if (last === undefined) return false
  if (secretPairs.some((pair) => words.at(-2) === pair[0] && last === pair[1])) return true
  if (about.has(last)) return false
  return (
    words.some((word) => secretWords.has(word) || /(?:token|password|passwd|secret)$/.test(word)) ||
    secretPairs.some((pair) => holdsPair(words, pair))
  )
}

function holdsPair(words: readonly string[], [first, second]: readonly [string, string]): boolean {
  return words.some((word, at) => word === first && words[at + 1] === second)
}
