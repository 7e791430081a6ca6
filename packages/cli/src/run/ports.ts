/** The worlds of projects as the flags of the network want them. */
import { readFileSync } from 'node:fs'
import { createWorlds, type Worlds } from '@merlon/host'
import { UsageError } from '../command.ts'
import { reasonOf } from '../system-error.ts'

export interface NetworkFlags {
  readonly insecure: boolean
  readonly cacert: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

function readPem(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`the file '${path}' of --${name} cannot be read: ${reasonOf(error)}`)
  }
}

/** Throws a UsageError for a file that cannot be read. */
export function worldsFor(flags: NetworkFlags): Worlds {
  const pem = { ca: readPem('cacert', flags.cacert), cert: readPem('cert', flags.cert), key: readPem('key', flags.key) }
  const given = Object.fromEntries(Object.entries(pem).filter(([, text]) => text !== undefined))
  return createWorlds({ insecure: flags.insecure, ...given })
}
