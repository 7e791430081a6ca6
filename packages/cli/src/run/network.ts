/** The flags of the network, and what they mean. */
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { parseDuration } from '@merlon/engine'
import { type HttpSettings, readProxy } from '@merlon/host'
import { UsageError, type ValuesOf } from '../command.ts'
import { reasonOf } from '../system-error.ts'

export const networkFlags = {
  insecure: { type: 'boolean', short: 'k', group: 'Network', summary: 'Do not verify certificates' },
  cacert: { type: 'text', value: 'FILE', group: 'Network', summary: 'Trust the authorities in this PEM file' },
  cert: {
    type: 'text',
    value: 'FILE[:PASSWORD]',
    group: 'Network',
    summary: 'Client certificate: PEM, or PKCS #12 with its key',
  },
  key: { type: 'text', value: 'FILE', group: 'Network', summary: 'Its key, PEM' },
  proxy: {
    type: 'text',
    short: 'x',
    value: 'URL',
    group: 'Network',
    summary: 'Go through this proxy; "" for none, whatever the environment says',
  },
  resolve: {
    type: 'list',
    value: 'HOST:PORT:ADDRESS',
    group: 'Network',
    summary: 'Reach a host at this address; repeatable',
  },
  'connect-timeout': { type: 'text', value: 'TIME', group: 'Network', summary: 'Time for opening a connection' },
} as const

export type NetworkFlags = ValuesOf<typeof networkFlags>

/** The settings that the flags ask for. Throws a UsageError for files, URLs and addresses that cannot be used. */
export function networkSettings(flags: NetworkFlags): HttpSettings {
  const { insecure, cacert, proxy, resolve } = flags
  const connectTimeoutMs = connectTimeoutIn(flags['connect-timeout'])
  return {
    insecure,
    environment: process.env,
    ...(cacert !== undefined && { ca: read('cacert', cacert).toString('utf8') }),
    ...identityIn(flags),
    ...(proxy !== undefined && { proxy: proxyIn(proxy) }),
    ...(resolve.length > 0 && { resolve: Object.fromEntries(resolve.map(addressesIn)) }),
    ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
  }
}

function read(flag: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`the file '${path}' of --${flag} cannot be read: ${reasonOf(error)}`)
  }
}

/** As with curl, a password may follow the file; a file's own name may hold colons. */
function certIn(text: string): { path: string; passphrase?: string } {
  if (existsSync(text)) return { path: text }
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    const path = text.slice(0, colon)
    if (path !== '' && existsSync(path)) return { path, passphrase: text.slice(colon + 1) }
  }
  // It is not there, and nothing that may be its password is to be shown.
  return { path: /^(?:[a-z]:(?=[\\/]))?[^:]*/i.exec(text)?.[0] ?? '' }
}

function identityIn({ cert, key }: NetworkFlags): Pick<HttpSettings, 'cert' | 'key' | 'pfx' | 'passphrase'> {
  const keyText = key === undefined ? undefined : read('key', key).toString('utf8')
  if (cert === undefined) {
    if (keyText === undefined) return {}
    throw new UsageError('--key goes with --cert', 'name the certificate that the key belongs to')
  }
  const { path, passphrase } = certIn(cert)
  const bytes = read('cert', path)
  const locked = passphrase === undefined ? {} : { passphrase }
  if (bytes.includes('-----BEGIN ')) {
    return { cert: bytes.toString('utf8'), ...locked, ...(keyText !== undefined && { key: keyText }) }
  }
  if (keyText === undefined) return { pfx: bytes, ...locked }
  throw new UsageError(`'${path}' is no PEM file`, 'a PKCS #12 file holds its key itself: leave out --key')
}

function proxyIn(url: string): NonNullable<HttpSettings['proxy']> | false {
  if (url === '') return false
  const fault = readProxy(url)
  if ('code' in fault) throw new UsageError(`--proxy: ${fault.message}`, fault.help)
  return { url }
}

/** `host:port:address`, as with curl; IPv6 in brackets, several addresses with commas. */
function addressesIn(text: string): [place: string, addresses: readonly string[]] {
  const usage = 'for example shop.example:443:127.0.0.1'
  const [, host = '', port = '', list = ''] = /^\+?(\[[^\]]+\]|[^:[\]]+):(\d+):(.+)$/.exec(text) ?? []
  if (host === '') throw new UsageError(`--resolve takes HOST:PORT:ADDRESS, not '${text}'`, usage)
  if (Number(port) > 65_535 || Number(port) === 0) throw new UsageError(`--resolve: '${port}' is no port`, usage)
  const addresses = list.split(',').map((one) => one.trim().replace(/^\[(.*)\]$/, '$1'))
  const wrong = addresses.find((one) => isIP(one) === 0)
  if (wrong !== undefined) throw new UsageError(`--resolve: '${wrong}' is no IP address`, usage)
  return [`${host.replace(/^\[(.*)\]$/, '$1').toLowerCase()}:${Number(port)}`, addresses]
}

function connectTimeoutIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = parseDuration(text, 's')
  if (ms !== undefined && ms > 0) return ms
  throw new UsageError(`--connect-timeout takes a time, not '${text}'`, 'for example 5s or 500ms')
}
