/** A body's tree as the rows that are visible: what is open, or what a search found with everything around it. */
import type { BodyNode } from '@merlon/language'

export interface TreeRow {
  readonly key: string
  readonly node: BodyNode
  readonly depth: number
  /** Of something that opens. */
  readonly open?: boolean
  /** The row of what is around it. */
  readonly parent: number
}

const BEGINS_WITH = 60
const DEEPEST_BEGUN = 4
const MOST_SEARCHED = 300_000
const MOST_FOUND = 500

const keyOf = ({ path }: BodyNode): string => JSON.stringify(path)

export const opens = ({ count = 0 }: BodyNode): boolean => count > 0

/** What is open to begin with: level by level, as long as it stays easy to survey. */
export function firstOpen(root: BodyNode): ReadonlySet<string> {
  const open = new Set<string>()
  let rows = 1
  let level: readonly BodyNode[] = [root]
  for (let depth = 0; depth < DEEPEST_BEGUN && level.length > 0; depth += 1) {
    const next: BodyNode[] = []
    for (const node of level) {
      if (!opens(node) || (rows + (node.count ?? 0) > BEGINS_WITH && node !== root)) continue
      open.add(keyOf(node))
      rows += node.count ?? 0
      // More than fits on a screen need not be made yet.
      if ((node.count ?? 0) <= BEGINS_WITH) next.push(...node.children())
    }
    level = next
  }
  return open
}

/** The visible rows in order. However deep the tree is, nothing here goes down by calls. */
export function rowsOf(root: BodyNode, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = []
  const waiting: { node: BodyNode; depth: number; parent: number }[] = [{ node: root, depth: 0, parent: -1 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth, parent } = next
    const key = keyOf(node)
    const isOpen = open.has(key)
    const at = rows.push({ key, node, depth, parent, ...(opens(node) ? { open: isOpen } : {}) }) - 1
    if (!isOpen) continue
    const children = node.children()
    for (let child = children.length - 1; child >= 0; child -= 1)
      waiting.push({ node: children[child]!, depth: depth + 1, parent: at })
  }
  return rows
}

interface Found {
  readonly rows: readonly TreeRow[]
  /** Keys of the rows that say what was looked for. */
  readonly hits: ReadonlySet<string>
  /** The search ended before all was looked at. */
  readonly cut: boolean
}

const says = ({ key, preview, count }: BodyNode, wanted: string): boolean =>
  key.toLowerCase().includes(wanted) || (count === undefined && preview.toLowerCase().includes(wanted))

interface Place {
  readonly node: BodyNode
  readonly depth: number
  readonly around: Place | undefined
}

/** What says `wanted`, in lower case, with all that is around it. */
export function search(root: BodyNode, wanted: string): Found {
  const hits = new Set<string>()
  const shown = new Map<Place, TreeRow | undefined>()
  const order: Place[] = []
  const waiting: Place[] = [{ node: root, depth: 0, around: undefined }]
  let seen = 0
  let cut = false
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    seen += 1
    if (seen > MOST_SEARCHED || hits.size >= MOST_FOUND) {
      cut = true
      break
    }
    if (says(place.node, wanted)) {
      hits.add(keyOf(place.node))
      const way: Place[] = []
      for (let at: Place | undefined = place; at && !shown.has(at); at = at.around) way.unshift(at)
      for (const at of way) {
        shown.set(at, undefined)
        order.push(at)
      }
    }
    const children = place.node.children()
    for (let child = children.length - 1; child >= 0; child -= 1)
      waiting.push({ node: children[child]!, depth: place.depth + 1, around: place })
  }
  const numbers = new Map(order.map((place, at) => [place, at]))
  const rows = order.map(({ node, depth, around }): TreeRow => {
    const isOpen = opens(node) ? { open: true } : {}
    return { key: keyOf(node), node, depth, parent: around ? (numbers.get(around) ?? -1) : -1, ...isOpen }
  })
  return { rows, hits, cut }
}
