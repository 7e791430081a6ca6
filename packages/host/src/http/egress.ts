/** Lets connections through by address: asked after the name was looked up, so that a name cannot hide where it leads. */
import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { EGRESS_BLOCKED } from './fault.ts'

/** Whether a connection to an address may be opened; `hostname` is as in the URL. */
export type Egress = (address: string, hostname: string) => boolean

/** Looks names up as Node does and hands on only the addresses that are allowed. */
export function guardedLookup(egress: Egress): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const allowed = addresses.filter(({ address }) => egress(address, hostname))
      const first: LookupAddress | undefined = allowed[0]
      if (!first) return callback(Object.assign(new Error('egress'), { code: EGRESS_BLOCKED }), '')
      if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}
