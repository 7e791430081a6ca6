/** A seed for one part of a run, so that what a part draws does not depend on what ran before or beside it. FNV-1a, 32 bit. */
export function seedOf(seed: number, part: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < part.length; at += 1) {
    hash ^= part.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
