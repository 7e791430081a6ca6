/** `Buffer`, `atob`, `btoa` and the functions of bytes. */
import { Bytes, type Encoding, encodings } from '../bytes.ts'
import { type Builtin, memberTable, Namespace } from '../callable.ts'
import { itemsOf } from '../iterate.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { kindOf, toNumber, toPosition, toText } from '../values.ts'
import { textArgument } from './arguments.ts'

function encodingOf(value: unknown, run: Run): Encoding {
  const name = textArgument(value, run, 'utf8').toLowerCase()
  const known = encodings.find((encoding) => encoding === name)
  if (known) return known
  throw new ExpressionError(`'${name.slice(0, 40)}' is no encoding; there are ${encodings.join(', ')}`)
}

function from([source, encoding]: readonly unknown[], run: Run): Bytes {
  if (typeof source === 'string') return Bytes.from(source, encodingOf(encoding, run), run)
  if (source instanceof Bytes) return source
  if (!Array.isArray(source)) throw new ExpressionError(`'Buffer.from' takes text or a list; found ${kindOf(source)}`)
  run.chargeList(source.length)
  return new Bytes(Uint8Array.from(source, (item) => toNumber(item, run)))
}

function concat([parts]: readonly unknown[], run: Run): Bytes {
  const lists = itemsOf(parts, run).map((part) => (part instanceof Bytes ? part : from([part], run)))
  const length = lists.reduce((sum, part) => sum + part.length, 0)
  run.chargeText(length)
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of lists) {
    part.copyTo(bytes, at)
    at += part.length
  }
  return new Bytes(bytes)
}

export const buffer = new Namespace('Buffer', {
  functions: {
    byteLength: ([text, encoding], run) => from([text, encoding], run).length,
    concat,
    from,
    isBuffer: ([value]) => value instanceof Bytes,
  },
})

export const bytesMembers = memberTable<Bytes>({
  equals: (bytes, [other], run) => other instanceof Bytes && bytes.text('hex', run) === other.text('hex', run),
  size: (bytes) => bytes.length,
  slice: (bytes, [start, end], run) => {
    run.charge(bytes.length >> 3)
    return bytes.slice(toPosition(start, bytes.length, run, 0), toPosition(end, bytes.length, run, bytes.length))
  },
  subarray: (bytes, [start, end], run) => {
    run.charge(bytes.length >> 3)
    return bytes.slice(toPosition(start, bytes.length, run, 0), toPosition(end, bytes.length, run, bytes.length))
  },
  toString: (bytes: Bytes, [encoding]: readonly unknown[], run: Run) => bytes.text(encodingOf(encoding, run), run),
})

/** Base64 to the text whose characters are the bytes (WHATWG Infra, forgiving-base64 decode). */
const atob: Builtin = ([text], run) => Bytes.from(toText(text, run), 'base64', run).text('latin1', run)

const btoa: Builtin = ([value], run) => {
  const text = toText(value, run)
  run.charge(text.length)
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 0xff) {
      throw new ExpressionError('`btoa` takes characters up to U+00FF only', {
        help: "write `Buffer.from(text).toString('base64')`",
      })
    }
  }
  return Bytes.from(text, 'latin1', run).text('base64', run)
}

export const base64Functions: Readonly<Record<string, Builtin>> = { atob, btoa }
