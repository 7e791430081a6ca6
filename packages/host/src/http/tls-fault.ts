/** What stands in the way of TLS, in plain words: of a handshake, and of keys and certificates of our own. */
import type { WireTls } from '@merlon/engine'
import type { Cause, Fault, Place, Progress } from './fault.ts'

const TRUST =
  'give the CA that signed it (`tls: { ca }`, --cacert), or, for a test server only, do not verify certificates (`tls: { verify: false }`, --insecure)'

const SHOW = 'give one with `tls: { cert, key }` or --cert and --key'

const failed = (message: string, help?: string): Fault => ({ code: 'tls', message, ...(help && { help }) })

/** Makes a fault of an error of a connection with TLS; undefined where the error has nothing to do with TLS. */
export function tlsFault(cause: Cause, place: Place, progress: Progress): Fault | undefined {
  const { code } = cause
  const { shown } = place
  switch (code) {
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return failed(`${shown} does not speak TLS (${code})`, 'if the server is meant to be without TLS, write http://')
    case 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL':
      return withoutHttp2(shown)
    case 'ECONNRESET':
    case 'EPIPE':
      if (progress.connected) return undefined
      return failed(`${shown} closed the connection during the TLS handshake`)
    default: {
      const known = certificateFault(cause, place) ?? alertFault(code, shown)
      if (known) return known
      if (/^(ERR_SSL_|ERR_TLS_|CERT_)/.test(code)) return failed(`the TLS handshake with ${shown} failed (${code})`)
      return undefined
    }
  }
}

/** The server's certificate is not one to be trusted. */
function certificateFault({ code, cert, host }: Cause, { hostname, shown }: Place): Fault | undefined {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return failed(`the certificate of ${shown} has expired`, 'renew it, or, for a test server only, use --insecure')
    case 'CERT_NOT_YET_VALID':
      return failed(`the certificate of ${shown} is not valid yet`, "check this machine's clock")
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return failed(`the certificate of ${shown} is self-signed`, TRUST)
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return failed(`the certificate of ${shown} is signed by an authority that is not known here`, TRUST)
    case 'ERR_TLS_CERT_ALTNAME_INVALID': {
      const names = cert?.subjectaltname?.replaceAll(/(DNS|IP Address|URI):/g, '')
      return failed(`the certificate of ${shown} is not for '${host ?? hostname}'${names ? ` but for ${names}` : ''}`)
    }
    default:
      return undefined
  }
}

/** The server declines the certificate that it was shown, or that it was not shown any. */
function alertFault(code: string, shown: string): Fault | undefined {
  switch (code) {
    case 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED':
      return failed(`${shown} asks for a client certificate`, SHOW)
    case 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE':
      return failed(
        `${shown} broke off the TLS handshake`,
        `it may want another version or cipher, or a client certificate; ${SHOW}`,
      )
    case 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA':
      return failed(`${shown} does not know the authority of the client certificate`, SHOW)
    case 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED':
      return failed(`${shown} says that the client certificate has expired`, SHOW)
    case 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE':
    case 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED':
    case 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN':
    case 'ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE':
    case 'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED':
      return failed(`${shown} does not accept the client certificate (${code})`, SHOW)
    default:
      return undefined
  }
}

export function withoutHttp2(shown: string): Fault {
  return failed(`${shown} does not offer HTTP/2`, 'leave out `http: 2`, or ask a server that speaks it')
}

/** What is wrong with keys and certificates before any of them is used, if that can be told. */
export function unusable({ ca, cert, key, pfx }: WireTls): Fault | undefined {
  if (ca !== undefined && !isPem(ca, 'CERTIFICATE')) {
    return failed(
      'the CA holds no certificate in PEM',
      'such a file has lines that begin with `-----BEGIN CERTIFICATE`',
    )
  }
  if (cert === undefined && key !== undefined && pfx === undefined) {
    return failed('there is a key for TLS and no client certificate', 'give `cert` with `key`')
  }
  if (cert !== undefined && key === undefined && !isPem(cert, 'PRIVATE KEY')) {
    return failed('the client certificate comes without its key', 'give `key` with `cert`')
  }
  return undefined
}

/** Makes a fault of what Node says about keys and certificates that it cannot take. */
export function identityFault(error: unknown, { pfx, passphrase }: WireTls): Fault {
  const { code, message } = error as NodeJS.ErrnoException // thrown by Node
  const secret =
    passphrase === undefined ? 'it is locked: give its `passphrase`' : 'the passphrase does not fit: check `passphrase`'
  if (pfx !== undefined) {
    if (message === 'mac verify failure') return failed('the PKCS #12 file cannot be opened', secret)
    const old = code === 'ERR_CRYPTO_UNSUPPORTED_OPERATION'
    return failed(
      `the PKCS #12 file cannot be read (${message})`,
      old
        ? 'its encryption is outdated; write it anew with a current tool'
        : 'it holds certificate and key in one, and is no PEM',
    )
  }
  switch (code) {
    case 'ERR_OSSL_X509_KEY_VALUES_MISMATCH':
      return failed(
        'the key does not belong to the client certificate',
        'give the key that the certificate was made with',
      )
    case 'ERR_OSSL_BAD_DECRYPT':
    case 'ERR_OSSL_BAD_PASSWORD_READ':
    case 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED':
      return failed('the key of the client certificate cannot be opened', secret)
    case 'ERR_OSSL_UNSUPPORTED':
      return failed('the key for TLS cannot be read', 'it must be a private key in PEM')
    default:
      return failed(`the CA, certificate or key for TLS cannot be read (${code ?? message})`, 'they must be in PEM')
  }
}

function isPem(text: string | Uint8Array, what: string): boolean {
  const pem = typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
  return new RegExp(`-----BEGIN [A-Z0-9 ]*${what}-----`).test(pem)
}
