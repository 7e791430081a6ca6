/** The flags of curl: what each does to a call, or that it does nothing to what is sent. Source: curl(1), version 8. */
import { urlEncoded } from './body-text.ts'
import type { Call, Piece } from './call.ts'

interface Flag {
  readonly takesValue: boolean
  /** Absent where a step has nothing like it. */
  readonly set?: (call: Call, value: string) => void
}

const names = (text: string): string[] => text.trim().split(/\s+/)

/** What curl shows and where it keeps it, how it speaks to the terminal: nothing of a request. */
const SILENT = names(`anyauth basic compressed crlf create-dirs disable disable-epsv fail fail-early fail-with-body
  http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only include ipv4 ipv6 junk-session-cookies no-buffer
  no-progress-meter no-keepalive no-sessionid parallel parallel-immediate path-as-is progress-bar raw remote-header-name
  remote-name remote-name-all remote-time remove-on-error show-error show-headers silent sslv2 sslv3 styled-output
  suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids
  trace-time verbose`)

const SILENT_VALUES =
  names(`cookie-jar create-file-mode dump-header etag-save expect100-timeout happy-eyeballs-timeout-ms
  hsts alt-svc keepalive-time libcurl output output-dir parallel-max proto proto-default proto-redir rate stderr trace
  trace-ascii trace-config write-out`)

const LEFT_OUT = names(`digest negotiate netrc netrc-optional ntlm post301 post302 post303 proxy-insecure
  proxy-anyauth proxy-basic proxy-digest proxytunnel ssl ssl-reqd`)

const LEFT_OUT_VALUES = names(`abstract-unix-socket aws-sigv4 cacert capath cert cert-type ciphers config connect-to
  continue-at crlfile curves delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url ech engine
  etag-compare ftp-account ftp-method ftp-port haproxy-clientip hostpubmd5 hostpubsha256 interface ip-tos ipfs-gateway
  key key-type limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize netrc-file noproxy pass
  pinnedpubkey preproxy proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile
  proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers
  proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file request-target resolve
  retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname
  speed-limit speed-time telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser
  unix-socket url-query variable vlan-priority`)

/** What is on the standard input, as a piece; line breaks go where curl joins the lines of files. */
function piecesOfInput({ input, messages }: Call, lines: 'kept' | 'joined'): Piece[] {
  if (input !== undefined && input !== 'unknown')
    return 'file' in input
      ? [{ file: input.file, lines }]
      : [{ text: lines === 'kept' ? input.text : input.text.replace(/[\r\n\0]/g, '') }]
  messages.push('what the standard input holds is not known: put the body into the step')
  return [{ text: '' }]
}

function addData(call: Call, value: string, lines: 'kept' | 'joined' | 'no file'): void {
  if (lines === 'no file' || !value.startsWith('@')) call.data.push({ text: value })
  else if (value === '@-') call.data.push(...piecesOfInput(call, lines))
  else call.data.push({ file: value.slice(1), lines })
}

/** `name=content`, `=content`, `content`; what is in a file cannot be encoded here. */
function addEncoded(call: Call, value: string): void {
  const at = value.search(/[=@]/)
  if (value[at] === '@')
    call.messages.push(`'--data-urlencode ${value}' is left out: write what the file holds into the step`)
  else if (at < 0) call.data.push({ text: urlEncoded(value) })
  else call.data.push({ text: `${value.slice(0, at + (at > 0 ? 1 : 0))}${urlEncoded(value.slice(at + 1))}` })
}

function addCookie(call: Call, value: string): void {
  if (value.includes('=')) call.cookies.push(value.trim().replace(/;$/, ''))
  else if (value !== '')
    call.messages.push(`the cookies of the file '${value}' are left out: cookies that arrive in a run are kept anyway`)
}

const setters: Readonly<Record<string, (call: Call, value: string) => void>> = {
  url: (call, value) => call.urls.push(value),
  request: (call, value) => {
    call.method = value
  },
  header: (call, value) => call.headers.push(value),
  data: (call, value) => addData(call, value, 'joined'),
  'data-ascii': (call, value) => addData(call, value, 'joined'),
  'data-raw': (call, value) => addData(call, value, 'no file'),
  'data-binary': (call, value) => addData(call, value, 'kept'),
  'data-urlencode': addEncoded,
  json: (call, value) => {
    call.json = true
    addData(call, value, 'kept')
  },
  form: (call, value) => call.parts.push({ text: value, literal: false }),
  'form-string': (call, value) => call.parts.push({ text: value, literal: true }),
  user: (call, value) => {
    call.user = value
  },
  'oauth2-bearer': (call, value) => {
    call.bearer = value
  },
  cookie: addCookie,
  'user-agent': (call, value) => {
    call.agent = value
  },
  referer: (call, value) => {
    call.referer = value.replace(/;auto$/, '')
  },
  range: (call, value) => {
    call.range = value
  },
  'upload-file': (call, value) => {
    call.upload = value
  },
  'max-redirs': (call, value) => {
    call.maxRedirects = value
  },
  'max-time': (call, value) => {
    call.maxTime = value
  },
  'connect-timeout': (call, value) => {
    call.connectTimeout = value
  },
}

const switches: Readonly<Record<string, (call: Call) => void>> = {
  get: (call) => {
    call.get = true
  },
  head: (call) => {
    call.head = true
  },
  globoff: (call) => {
    call.globOff = true
  },
  location: (call) => {
    call.follow = true
  },
  'location-trusted': (call) => {
    call.follow = true
    call.messages.push("credentials do not go with a redirect to another host, as '--location-trusted' would have it")
  },
  insecure: ({ messages }) => {
    messages.push("'--insecure' is left out: certificates are always checked")
  },
}

const silently = (): void => undefined

const flags = new Map<string, Flag>([
  ...SILENT.map((name) => [name, { takesValue: false, set: silently }] as const),
  ...SILENT_VALUES.map((name) => [name, { takesValue: true, set: silently }] as const),
  ...LEFT_OUT.map((name) => [name, { takesValue: false }] as const),
  ...LEFT_OUT_VALUES.map((name) => [name, { takesValue: true }] as const),
  ...Object.entries(setters).map(([name, set]) => [name, { takesValue: true, set }] as const),
  ...Object.entries(switches).map(([name, set]) => [name, { takesValue: false, set }] as const),
])

/** A flag by its long name, without dashes. */
export const flagCalled = (name: string): Flag | undefined => flags.get(name)

/** Long names by letter. */
export const shortFlags: Readonly<Record<string, string>> = {
  '#': 'progress-bar',
  '0': 'http1.0',
  '1': 'tlsv1',
  '2': 'sslv2',
  '3': 'sslv3',
  '4': 'ipv4',
  '6': 'ipv6',
  A: 'user-agent',
  b: 'cookie',
  c: 'cookie-jar',
  C: 'continue-at',
  d: 'data',
  D: 'dump-header',
  e: 'referer',
  E: 'cert',
  f: 'fail',
  F: 'form',
  g: 'globoff',
  G: 'get',
  H: 'header',
  i: 'include',
  I: 'head',
  j: 'junk-session-cookies',
  J: 'remote-header-name',
  k: 'insecure',
  K: 'config',
  L: 'location',
  m: 'max-time',
  n: 'netrc',
  N: 'no-buffer',
  o: 'output',
  O: 'remote-name',
  p: 'proxytunnel',
  P: 'ftp-port',
  q: 'disable',
  Q: 'quote',
  r: 'range',
  R: 'remote-time',
  s: 'silent',
  S: 'show-error',
  t: 'telnet-option',
  T: 'upload-file',
  u: 'user',
  U: 'proxy-user',
  v: 'verbose',
  w: 'write-out',
  x: 'proxy',
  X: 'request',
  y: 'speed-time',
  Y: 'speed-limit',
  z: 'time-cond',
  Z: 'parallel',
}
