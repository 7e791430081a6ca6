/** Which hosts are reached without the proxy: what `NO_PROXY` may hold. */
import { BlockList, isIP } from 'node:net'

/** Where a request goes, as far as a rule can speak of it. */
interface Host {
  /** Without brackets. */
  readonly hostname: string
  readonly port: number
}

/**
 * Whether one of the rules names the host: `*`, a domain (`example.com` and `.example.com` also mean every name below it),
 * an address, a range of addresses (`10.0.0.0/8`); each but ranges also with a port, as in `localhost:8080`.
 */
export function bypasses(host: Host, rules: readonly string[]): boolean {
  const name = host.hostname.toLowerCase().replace(/\.$/, '')
  return rules.some((rule) => matches(name, host.port, rule.trim().toLowerCase()))
}

function matches(name: string, port: number, rule: string): boolean {
  if (rule === '') return false
  if (rule === '*') return true
  if (rule.includes('/')) return inRange(name, rule)
  const [, host = '', digits] = /^(\[[^\]]*\]|[^:]*|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?::(\d+))?$/.exec(rule) ?? []
  if (digits !== undefined && Number(digits) !== port) return false
  const bare = host
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
  if (bare === '') return false
  if (isIP(name) !== 0) return isIP(bare) !== 0 && inRange(name, `${bare}/${isIP(bare) === 4 ? 32 : 128}`)
  return name === bare || name.endsWith(`.${bare}`)
}

function inRange(address: string, range: string): boolean {
  const [base = '', bits = ''] = range.replace(/[[\]]/g, '').split('/')
  const family = isIP(base)
  const size = family === 4 ? 32 : 128
  if (family === 0 || isIP(address) !== family || !/^\d{1,3}$/.test(bits) || Number(bits) > size) return false
  const list = new BlockList()
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(base, Number(bits), kind)
  return list.check(address, kind)
}
