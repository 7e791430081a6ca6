/** Digest authentication. Standard: RFC 7616. */
import type { Context, WireHeaders, WireResponse } from '@merlon/engine'
import { md5 } from '@noble/hashes/legacy.js'
import { sha256, sha512_256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bytesOfBody, joinBytes } from '../body-bytes.ts'
import type { Outgoing } from '../exchange.ts'
import type { Authentication } from './authentication.ts'
import { authenticationInfo, type Challenge, challengesIn } from './challenge.ts'

type Hash = (bytes: Uint8Array) => Uint8Array

const ALGORITHMS: Readonly<Record<string, Hash>> = { md5, 'sha-256': sha256, 'sha-512-256': sha512_256 }

/** What is known of a protected space: from the server's challenge, and how often its nonce was used. */
interface Space {
  readonly realm: string
  nonce: string
  readonly opaque: string | undefined
  /** As the server wrote it; undefined means MD5. */
  readonly algorithm: string | undefined
  readonly hash: Hash
  readonly session: boolean
  readonly qop: 'auth' | 'auth-int' | undefined
  readonly userhash: boolean
  cnonce: string
  count: number
}

/** Sixteen random bytes as hex. The same for all uses of a nonce, as the algorithms of sessions need it. */
const newCnonce = (context: Context): string =>
  Array.from({ length: 32 }, () => Math.floor(context.random() * 16).toString(16)).join('')

/** What can be done with a challenge; a text where it cannot be met. */
function spaceFor({ parameters }: Challenge, context: Context): Space | string {
  const algorithm = parameters.get('algorithm')
  const [, name = '', session] = /^(.*?)(-sess)?$/i.exec(algorithm ?? 'MD5') ?? []
  const hash = ALGORITHMS[name.toLowerCase()]
  if (!hash) return `the server asks for digest authentication with '${algorithm}', which is not known here`
  const qops = parameters
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/)
  const qop = qops?.includes('auth') ? 'auth' : qops?.includes('auth-int') ? 'auth-int' : undefined
  if (qops && !qop && qops.some((one) => one !== ''))
    return `the server asks for digest authentication with a 'qop' that is not known here: ${qops.join(', ')}`
  return {
    realm: parameters.get('realm') ?? '',
    nonce: parameters.get('nonce') ?? '',
    opaque: parameters.get('opaque'),
    algorithm,
    hash,
    session: session !== undefined,
    qop,
    userhash: parameters.get('userhash')?.toLowerCase() === 'true',
    cnonce: newCnonce(context),
    count: 0,
  }
}

const COLON = Uint8Array.of(0x3a)

/** The bytes of what a server wrote into a header, whose characters are one byte each: in which charset is its own affair. */
const asSent = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** `username`, or in the form of RFC 8187 where it holds what no header can. */
function userParameter(user: string): string {
  if (/^[\x20-\x7e]*$/.test(user)) return `username=${quoted(user)}`
  const encoded = encodeURIComponent(user).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return `username*=UTF-8''${encoded}`
}

class Digest implements Authentication {
  private readonly user: string
  private readonly password: string
  private readonly context: Context
  private readonly spaces: Map<string, Space>
  /** How often each hop has answered a challenge. */
  private readonly answered = new WeakMap<Outgoing, number>()

  constructor(user: string, password: string, context: Context) {
    this.user = user
    this.password = password
    this.context = context
    this.spaces = context.session('digest', () => new Map<string, Space>())
  }

  private keyOf({ address }: Outgoing): string {
    return JSON.stringify([new URL(address).origin, this.user, this.password])
  }

  readonly headers = async (hop: Outgoing, headers: WireHeaders): Promise<WireHeaders> => {
    const space = this.spaces.get(this.keyOf(hop))
    return space ? [...headers, ['Authorization', await this.authorization(space, hop)]] : headers
  }

  private async authorization(space: Space, hop: Outgoing): Promise<string> {
    const { realm, nonce, opaque, algorithm, hash, session, qop, userhash, cnonce } = space
    const { codec } = this.context.ports
    const digest = (...parts: readonly (string | Uint8Array)[]): string => {
      const bytes = parts.map((part) => (typeof part === 'string' ? codec.encode(part) : part))
      return bytesToHex(hash(joinBytes(bytes.flatMap((one, at) => (at === 0 ? [one] : [COLON, one])))))
    }
    space.count += 1
    const nc = space.count.toString(16).padStart(8, '0')
    const { pathname, search } = new URL(hop.address)
    const uri = pathname + search
    const plain = digest(this.user, asSent(realm), this.password)
    const who = session ? digest(plain, nonce, cnonce) : plain
    const body = qop === 'auth-int' ? [bytesToHex(hash(await bytesOfBody(hop.body, this.context)))] : []
    const what = digest(hop.method, uri, ...body)
    const response = qop ? digest(who, nonce, nc, cnonce, qop, what) : digest(who, nonce, what)
    return `Digest ${[
      userhash ? `username="${digest(this.user, asSent(realm))}"` : userParameter(this.user),
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(uri)}`,
      ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
      `response="${response}"`,
      ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
      ...(qop ? [`qop=${qop}`, `nc=${nc}`] : []),
      ...(qop || session ? [`cnonce="${cnonce}"`] : []),
      ...(userhash ? ['userhash=true'] : []),
    ].join(', ')}`
  }

  readonly again = (hop: Outgoing, { status, headers }: WireResponse): string | undefined => {
    const known = this.spaces.get(this.keyOf(hop))
    if (status !== 401) {
      if (known) this.takeNext(known, headers)
      return undefined
    }
    const challenges = challengesIn(headers)
    const digests = challenges.filter(({ scheme }) => scheme === 'digest')
    const options = digests.map((one) => ({ one, space: spaceFor(one, this.context) }))
    const found = options.find(({ space }) => typeof space !== 'string')
    if (!found || typeof found.space === 'string') {
      this.noticeOthers(
        options.map(({ space }) => String(space)),
        challenges,
      )
      return undefined
    }
    const stale = found.one.parameters.get('stale')?.toLowerCase() === 'true'
    const times = this.answered.get(hop) ?? 0
    // Refused with a nonce of this very request: the user or the password is wrong. A nonce from before may have run out.
    if (times > (stale ? 1 : 0)) {
      this.spaces.delete(this.keyOf(hop))
      return undefined
    }
    this.answered.set(hop, times + 1)
    this.spaces.set(this.keyOf(hop), found.space)
    return known ? 'the server asked for another nonce' : 'the server asked for digest authentication'
  }

  /** The nonce that the server wants to see next. */
  private takeNext(space: Space, headers: WireHeaders): void {
    const next = authenticationInfo(headers).get('nextnonce')
    if (next === undefined || next === space.nonce) return
    space.nonce = next
    space.count = 0
    space.cnonce = newCnonce(this.context)
  }

  private noticeOthers(problems: readonly string[], challenges: readonly Challenge[]): void {
    const [problem] = problems
    const others = challenges.map(({ scheme }) => scheme)
    if (problem !== undefined) this.context.notice(problem)
    else if (others.length > 0)
      this.context.notice(`the server does not ask for digest authentication, but for ${others.join(', ')}`)
  }
}

/** Answers challenges with a user and a password; what it learns of a server is kept for the input set. */
export const digestAuthentication = (user: string, password: string, context: Context): Authentication =>
  new Digest(user, password, context)
