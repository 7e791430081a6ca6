/** Random JSONPaths, each with a reading of its own: what it selects, by the definitions of RFC 9535 and without haste. */
import fc from 'fast-check'

type Nodes = readonly unknown[]

export interface NaivePath {
  readonly text: string
  select(nodes: Nodes, root: unknown): Nodes
}

interface NaiveTest {
  readonly text: string
  holds(node: unknown, root: unknown): boolean
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const children = (node: unknown): Nodes => (Array.isArray(node) ? node : isMap(node) ? Object.values(node) : [])
const withAllBelow = (node: unknown): Nodes => [node, ...children(node).flatMap(withAllBelow)]
const quoted = (name: string) => `'${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

const names = fc.oneof(fc.constantFrom('a', 'b', '', "it's", 'k"'), fc.string())
const index = fc.integer({ min: -4, max: 4 })

const name = names.map(
  (key): NaivePath => ({
    text: quoted(key),
    select: (nodes) => nodes.flatMap((node) => (isMap(node) && Object.hasOwn(node, key) ? [node[key]] : [])),
  }),
)
const every = fc.constant<NaivePath>({ text: '*', select: (nodes) => nodes.flatMap(children) })
const place = index.map(
  (at): NaivePath => ({
    text: String(at),
    select: (nodes) =>
      nodes.flatMap((node) => (Array.isArray(node) ? node.slice(at, at === -1 ? undefined : at + 1) : [])),
  }),
)
/** Forward only, as a list's own `slice` reads. */
const slice = fc.tuple(fc.option(index), fc.option(index), fc.integer({ min: 1, max: 3 })).map(
  ([start, end, step]): NaivePath => ({
    text: `${start ?? ''} : ${end ?? ''} :${step}`,
    select: (nodes) =>
      nodes.flatMap((node) =>
        Array.isArray(node) ? node.slice(start ?? 0, end ?? undefined).filter((_, at) => at % step === 0) : [],
      ),
  }),
)
const literal = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(true, false, null),
  fc.constantFrom('a', 'b', ''),
)

function filters(path: fc.Arbitrary<NaivePath>): fc.Arbitrary<NaivePath> {
  const exists = fc.tuple(path, fc.constantFrom('@', '$')).map(
    ([{ text, select }, from]): NaiveTest => ({
      text: `${from}${text}`,
      holds: (node, root) => select([from === '@' ? node : root], root).length > 0,
    }),
  )
  const counted = fc.tuple(path, fc.nat(3)).map(
    ([{ text, select }, count]): NaiveTest => ({
      text: `count(@${text}) >= ${count}`,
      holds: (node, root) => select([node], root).length >= count,
    }),
  )
  const compared = fc.tuple(literal, fc.constantFrom('==', '!=', '<', '>=')).map(
    ([value, operator]): NaiveTest => ({
      text: `@ ${operator} ${typeof value === 'string' ? quoted(value) : value}`,
      holds: (node) => compare(node, operator, value),
    }),
  )
  const one = fc.oneof(exists, counted, compared)
  const joined = fc.tuple(one, one, fc.constantFrom('&&', '||')).map(
    ([left, right, operator]): NaiveTest => ({
      text: `!(${left.text}${operator} (${right.text}) )`,
      holds: (node, root) =>
        !(operator === '&&'
          ? left.holds(node, root) && right.holds(node, root)
          : left.holds(node, root) || right.holds(node, root)),
    }),
  )
  return fc.oneof(one, joined).map(
    ({ text, holds }): NaivePath => ({
      text: `?${text}`,
      select: (nodes, root) => nodes.flatMap((node) => children(node).filter((child) => holds(child, root))),
    }),
  )
}

function compare(node: unknown, operator: string, value: unknown): boolean {
  const ordered = typeof node === typeof value && (typeof node === 'number' || typeof node === 'string')
  const lower = ordered && (node as string) < (value as string)
  if (operator === '==') return node === value
  if (operator === '!=') return node !== value
  return operator === '<' ? lower : node === value || (ordered && !lower)
}

function segments(selector: fc.Arbitrary<NaivePath>): fc.Arbitrary<NaivePath> {
  const selectors = fc.array(selector, { minLength: 1, maxLength: 2 })
  return fc.tuple(selectors, fc.boolean()).map(
    ([parts, deep]): NaivePath => ({
      text: `${deep ? '..' : ''}[${parts.map(({ text }) => text).join(' ,')}]`,
      select: (nodes, root) =>
        (deep ? nodes.flatMap(withAllBelow) : nodes).flatMap((node) =>
          parts.flatMap((part) => part.select([node], root)),
        ),
    }),
  )
}

function paths(selector: fc.Arbitrary<NaivePath>): fc.Arbitrary<NaivePath> {
  return fc.array(segments(selector), { maxLength: 3 }).map(
    (parts): NaivePath => ({
      text: parts.map(({ text }) => text).join(' '),
      select: (nodes, root) => parts.reduce((left, part) => part.select(left, root), nodes),
    }),
  )
}

const plain = fc.oneof(name, every, place, slice)

/** A path from `$`. */
export const randomPath: fc.Arbitrary<NaivePath> = paths(
  fc.oneof({ arbitrary: plain, weight: 3 }, { arbitrary: filters(paths(plain)), weight: 2 }),
).map(({ text, select }) => ({ text: `$${text}`, select }))
