/** Where connections go: names are replaced by what `--resolve` says, and every address is asked about. */
import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net'
import type { Egress } from './egress.ts'
import { EGRESS_BLOCKED } from './fault.ts'

export interface AddressSettings {
  /** Addresses by `host:port`, or by `*:port`, used instead of looking the host up; several are tried in turn. */
  readonly resolve?: Readonly<Record<string, string | readonly string[]>>
  /** Asked before a connection is opened, with the address that it would go to. */
  readonly egress?: Egress
}

interface Host {
  readonly hostname: string
  readonly port: number
}

export class Addresses {
  private readonly settings: AddressSettings
  private guarded: LookupFunction | undefined

  constructor(settings: AddressSettings) {
    this.settings = settings
  }

  get ready(): boolean {
    return this.settings.egress === undefined || this.guarded !== undefined
  }

  /** Loads what only guarded connections need. */
  async prepare(): Promise<void> {
    const { egress } = this.settings
    if (egress) this.guarded ??= (await import('./egress.ts')).guardedLookup(egress)
  }

  /**
   * Options for a connection to a host and port. Throws an error with `EGRESS_BLOCKED` for an address that is not allowed;
   * what is trusted is not asked about.
   */
  optionsFor({ hostname, port }: Host, trusted = false): TcpNetConnectOpts {
    const { resolve } = this.settings
    const given = resolve?.[`${hostname}:${port}`] ?? resolve?.[`*:${port}`] ?? hostname
    const addresses = typeof given === 'string' ? [given] : given
    const allowed = trusted ? addresses : addresses.filter((one) => this.allows(one, hostname))
    const [host] = allowed
    if (host === undefined) throw Object.assign(new Error('egress'), { code: EGRESS_BLOCKED })
    if (allowed.length > 1) return { host: hostname, port, ...LASTING, lookup: lookupIn(allowed) }
    return { host, port, ...LASTING, ...(this.guarded && !trusted && { lookup: this.guarded }) }
  }

  /** Whether the policy lets through to an address, as far as it is one; names are asked about when they are looked up. */
  allows(address: string, hostname: string): boolean {
    const { egress } = this.settings
    return !egress || isIP(address) === 0 || egress(address, hostname)
  }
}

const LASTING = { keepAlive: true, keepAliveInitialDelay: 1000 } as const

/** Answers with addresses that are known: Node tries them one after another. */
function lookupIn(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_, { all }, callback) => {
    const [first] = found
    if (all) callback(null, found)
    else callback(null, first?.address ?? '', first?.family ?? 0)
  }
}
