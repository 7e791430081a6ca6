/** Sets the key and drops the oldest ones beyond `limit`: a shop that runs for weeks must not fill its memory. */
export function remember<K, V>(map: Map<K, V>, key: K, value: V, limit: number): void {
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= limit) return
    map.delete(oldest)
  }
}
