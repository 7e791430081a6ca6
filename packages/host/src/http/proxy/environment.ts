/** What the environment says about proxies, by the rules of curl. */

/** Variables of the environment; of these, the ones that speak of proxies are read. */
export type Environment = Readonly<Record<string, string | undefined>>

/** curl does not take `HTTP_PROXY`: in a CGI program it would be a header of whoever calls. */
const VARIABLES = {
  http: ['http_proxy', 'all_proxy', 'ALL_PROXY'],
  https: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  none: ['no_proxy', 'NO_PROXY'],
} as const

function firstOf(environment: Environment, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = environment[name]
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

/** The URL of the proxy for http or for https, if there is one. */
export function proxyIn(environment: Environment, secure: boolean): string | undefined {
  return firstOf(environment, secure ? VARIABLES.https : VARIABLES.http)
}

/** The hosts that are reached without a proxy. */
export function bypassIn(environment: Environment): readonly string[] {
  return (firstOf(environment, VARIABLES.none) ?? '').split(/[\s,]+/)
}
