/** How a request is connected: TLS, proxy, version of HTTP. */
import { type Context, type FilesPort, StepFault, type WireProxy, type WireTls } from '@merlon/engine'
import { hideUser } from './address.ts'
import type { RequestInput } from './fields.ts'
import { ofField } from './of-field.ts'
import { fromFile } from './project-file.ts'

type Tls = NonNullable<RequestInput['tls']>
type Proxy = NonNullable<RequestInput['proxy']>

/** What was read for a set of fields, by the folder it was read from: tests of several projects may share a run. */
type KnownTls = WeakMap<FilesPort, Map<string, Promise<WireTls>>>

interface TlsTexts {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly pfx: string | undefined
  readonly passphrase: string | undefined
  readonly serverName: string | undefined
  readonly verify: boolean | undefined
}

/** What `tls` cannot mean; undefined where all is well. */
export function tlsProblem({ cert, key, pfx }: Tls): string | undefined {
  if (pfx && (cert || key))
    return `'pfx' holds certificate and key, so '${cert ? 'cert' : 'key'}' cannot stand beside it`
  return key && !cert ? "'key' belongs to a certificate, and there is no 'cert'" : undefined
}

async function loaded(texts: TlsTexts, files: FilesPort): Promise<WireTls> {
  const { ca, cert, key, pfx, passphrase, verify, serverName } = texts
  const read = (path: string): Promise<Uint8Array> => fromFile('tls', () => files.readBytes(path))
  const certificate = cert === undefined ? undefined : await read(cert)
  return {
    ...(ca === undefined ? {} : { ca: await read(ca) }),
    // One file may hold both.
    ...(certificate ? { cert: certificate, key: key === undefined ? certificate : await read(key) } : {}),
    ...(pfx === undefined ? {} : { pfx: await read(pfx) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(verify === undefined ? {} : { verify }),
    ...(serverName === undefined ? {} : { serverName }),
  }
}

/** Fills `tls`. Files are read once per run; the same fields give the same object, so that connections are kept. */
export async function tlsOf(input: Tls | undefined, context: Context): Promise<WireTls | undefined> {
  if (!input) return undefined
  const problem = tlsProblem(input)
  if (problem !== undefined) throw new StepFault(problem, { field: 'tls' })
  const filled = (name: 'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'serverName'): string | undefined => {
    const one = input[name]
    return one && ofField('tls', () => context.text(one, { missing: 'error' }))
  }
  const texts: TlsTexts = {
    ca: filled('ca'),
    cert: filled('cert'),
    key: filled('key'),
    pfx: filled('pfx'),
    passphrase: filled('passphrase'),
    serverName: filled('serverName'),
    verify: input.verify,
  }
  if (texts.passphrase !== undefined) context.secret(texts.passphrase)
  const known = context.shared<KnownTls>('tls', () => new WeakMap())
  const { files } = context.ports
  const ofFolder = known.get(files) ?? new Map<string, Promise<WireTls>>()
  known.set(files, ofFolder)
  const name = JSON.stringify(texts)
  const tls = ofFolder.get(name) ?? loaded(texts, files)
  ofFolder.set(name, tls)
  return tls
}

/** What of `tls` holds for another origin: neither certificate nor name were meant for it. */
export function tlsElsewhere(tls: WireTls | undefined): WireTls | undefined {
  if (!tls) return undefined
  const { ca, verify } = tls
  return { ...(ca === undefined ? {} : { ca }), ...(verify === undefined ? {} : { verify }) }
}

/** A sign in a password that is not encoded makes something else of all that follows it. */
function isProxyUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol) && !/^\w+:\/\/[^/?#]*[/?#].*@/s.test(text)
  } catch {
    return false
  }
}

export function proxyOf(input: Proxy | undefined, context: Context): WireProxy | false | undefined {
  if (input === undefined) return undefined
  if (input === 'false') return false
  const template = 'is' in input ? input : input.url
  const url = ofField('proxy', () => context.text(template, { missing: 'error' })).trim()
  // Also of one that cannot be read, since the report shows the variables that it was made from.
  hideUser(/^\w+:\/\/(.*)@/s.exec(url)?.[1] ?? '', context)
  if (!isProxyUrl(url))
    throw new StepFault('this is no address of a proxy', {
      field: 'proxy',
      help: 'it is written as in http://host:8080, and signs in a user or password with `encodeURIComponent`',
    })
  const bypass = 'is' in input ? undefined : input.bypass?.map((one) => context.text(one).trim()).filter(Boolean)
  return { url, ...(bypass ? { bypass } : {}) }
}
