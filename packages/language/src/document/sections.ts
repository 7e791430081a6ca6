/** The sections of a test file in the order in which they are written. */
const ORDER = [
  'name',
  'description',
  'tags',
  'config',
  'globals',
  'inputs',
  'params',
  'returns',
  'before',
  'steps',
  'finally',
]

/** Where among the keys of a file a new one belongs: behind those that come before it. */
export function sectionIndex(names: readonly string[], name: string): number {
  const rank = ORDER.indexOf(name)
  if (rank < 0) return names.length
  const before = names.findLastIndex((other) => ORDER.includes(other) && ORDER.indexOf(other) < rank)
  const after = names.findIndex((other) => ORDER.indexOf(other) > rank)
  return before >= 0 ? before + 1 : after >= 0 ? after : names.length
}
