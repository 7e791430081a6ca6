/** What a server asks for: `WWW-Authenticate`, `Authentication-Info`. Standard: RFC 9110 §11. */
import type { WireHeaders } from '@merlon/engine'

export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  /** By name in lower case. */
  readonly parameters: ReadonlyMap<string, string>
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"

/** A parameter, quoted or not (an open quote takes the rest), or a scheme with what may follow it in place of parameters. */
const PIECE = new RegExp(
  `(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"?|([^\\s,"]*))|(${TOKEN})(?:[ \\t]+[A-Za-z0-9\\-._~+/]+=*(?=\\s*(?:,|$)))?`,
  'gs',
)

/** Reads parameters up to the first scheme, then each scheme with its own. What is no part of the grammar is passed over. */
function read(value: string): { scheme: string; parameters: Map<string, string> }[] {
  const found = [{ scheme: '', parameters: new Map<string, string>() }]
  for (const [, name, quoted, plain, scheme] of value.matchAll(PIECE)) {
    if (scheme !== undefined) found.push({ scheme: scheme.toLowerCase(), parameters: new Map() })
    else if (name !== undefined)
      found.at(-1)?.parameters.set(name.toLowerCase(), plain ?? quoted?.replace(/\\(.)/gs, '$1') ?? '')
  }
  return found
}

const valuesOf = (headers: WireHeaders, wanted: string): string[] =>
  headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))

/** The challenges of an answer, in the server's order. */
export function challengesIn(headers: WireHeaders): Challenge[] {
  return valuesOf(headers, 'www-authenticate')
    .flatMap(read)
    .filter(({ scheme }) => scheme !== '')
}

/** What an answer says about authentication that succeeded (RFC 7616 §3.5). */
export function authenticationInfo(headers: WireHeaders): ReadonlyMap<string, string> {
  const all = valuesOf(headers, 'authentication-info').map((value) => read(value)[0]?.parameters ?? new Map())
  return new Map(all.flatMap((one) => [...one]))
}
