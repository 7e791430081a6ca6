/** What a file says to whoever reads it, people included: the yardstick of formatting. */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import type { Source } from '../document/source.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A value that is left out, which some places hold as a node and some do not. */
const isNothing = (node: ParsedNode): boolean =>
  isScalar(node) && node.source === '' && node.value === null && !node.anchor && !node.tag

function said(node: ParsedNode | null, isRoot: boolean): unknown {
  if (!node || isNothing(node)) return ['nothing']
  if (isAlias(node)) return ['alias', node.source]
  const props = [node.anchor ?? '', node.tag === undefined ? '' : node.tag]
  if (isScalar(node)) return ['scalar', typeof node.value, String(node.value), node.source, ...props]
  if (isSeq(node)) return ['list', node.items.map((item) => said(item as ParsedNode, false)), ...props]
  if (!isMap(node)) return []
  const entries = node.items.map(({ key, value }) => [
    said(key as ParsedNode | null, false),
    said(value as ParsedNode | null, false),
  ])
  // In which order the parts of a file stand means nothing.
  const sorted = isRoot ? entries.map((entry) => JSON.stringify(entry)).sort(byText) : entries
  return ['map', sorted, ...props]
}

/** Values with their types and spelling, anchors, aliases and tags. */
export const meaningOf = ({ root }: Source): string => JSON.stringify(said(root, true))
