/** The parts of a test or snippet in the order in which they are read. */
import type { CST } from 'yaml'
import { isScalarToken } from './flow.ts'

/** Parts of one group keep their order. */
const GROUPS = [
  ['name'],
  ['description'],
  ['tags'],
  ['config', 'globals', 'inputs', 'params', 'returns'],
  ['before'],
  ['steps'],
  ['finally'],
]

type Item = CST.BlockMap['items'][number]

const rankOf = ({ key }: Item): number =>
  key && isScalarToken(key) ? GROUPS.findIndex((names) => names.includes(key.source)) : -1

/** The document with its parts in order. A file that has other parts, or no steps, is no test and stays as it is. */
export function inOrder(token: CST.Token): CST.Token {
  if (token.type !== 'document' || token.value?.type !== 'block-map') return token
  const items = token.value.items.filter(({ key, sep, value }) => key || sep || value)
  const rest = token.value.items.filter((item) => !items.includes(item))
  const ranks = items.map(rankOf)
  if (ranks.includes(-1) || !items.some(({ key }) => key && isScalarToken(key) && key.source === 'steps')) return token
  const sorted = items.toSorted((a, b) => rankOf(a) - rankOf(b))
  return { ...token, value: { ...token.value, items: [...sorted, ...rest] } as CST.BlockMap }
}
