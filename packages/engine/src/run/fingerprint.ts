/**
 * A name for a content, so that it is said once: 128 bits in hex, from four running sums.
 *
 * Not a cryptographic digest, and not meant as one: it only keeps equal bodies together, and a digest would have to be
 * loaded before the first request.
 */
export function fingerprint(content: string | Uint8Array): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  let c = 0xc2b2ae35
  let d = 0x27d4eb2f
  const text = typeof content === 'string'
  for (let at = 0; at < content.length; at += 1) {
    const unit = text ? content.charCodeAt(at) : content[at]!
    a = Math.imul(a ^ unit, 0x85ebca77)
    b = Math.imul(b ^ a ^ (unit << 7), 0xc2b2ae3d)
    c = Math.imul(c ^ (b >>> 15) ^ unit, 0x27d4eb2f)
    d = Math.imul(d ^ (c >>> 13) ^ a, 0x165667b1)
  }
  const length = content.length
  const words = [a ^ (d >>> 16) ^ length, b ^ (a >>> 15), c ^ (b >>> 14), d ^ (c >>> 17) ^ (length << 9)]
  return words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
