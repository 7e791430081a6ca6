/** Random test files as people might write them, with what they hold and whose each comment is. */
import fc from 'fast-check'
import type { Path } from '../types.ts'

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain }

interface Look {
  /** In `{ }` or `[ ]`, where nothing in it forbids that. */
  readonly flow: boolean
  readonly quote: 'plain' | 'double' | 'single' | 'block'
  readonly blank: boolean
  readonly above: boolean
  readonly behind: boolean
  /** A comment of its own, apart from what follows. */
  readonly apart: boolean
}

interface Shape {
  readonly value: string | number | boolean | null | readonly Shape[] | readonly (readonly [string, Shape])[]
  readonly kind: 'scalar' | 'list' | 'map'
  readonly look: Look
}

export interface Manner {
  readonly step: 2 | 4
  /** How far dashes stand to the right of their key. */
  readonly dash: 0 | 2 | 4
  readonly lineBreak: '\n' | '\r\n'
  readonly finalBreak: boolean
  readonly head: boolean
}

export interface Sample {
  readonly text: string
  readonly plain: { [key: string]: Plain }
  /** Each comment by its text, with the path of what it speaks of; `*` in what it stands in where it stands apart. */
  readonly comments: ReadonlyMap<string, Path>
}

const rarely = fc.integer({ min: 0, max: 5 }).map((roll) => roll === 5)
const look: fc.Arbitrary<Look> = fc.record({
  flow: fc.boolean(),
  quote: fc.constantFrom('plain', 'plain', 'double', 'single', 'block'),
  blank: rarely,
  above: rarely,
  behind: rarely,
  apart: rarely,
})

export const words = fc.constantFrom(
  '/cart',
  'a == 1',
  'x[0].id > 2',
  '${token}',
  'two words',
  "it's",
  '12',
  'true',
  'a: b',
)
export const blocks = fc.constantFrom('one\ntwo\n', 'let a = 1\n\nreturn a', 'if (a) {\n  # no comment\n  b()\n}\n\n\n')
const scalars = fc.oneof(words, words, fc.integer(), fc.boolean(), fc.constant(null), blocks)

const scalar = fc.record({ kind: fc.constant('scalar' as const), value: scalars as fc.Arbitrary<Shape['value']>, look })
const text = (value: string): fc.Arbitrary<Shape> =>
  fc.record({ kind: fc.constant('scalar' as const), value: fc.constant(value), look })
const mapOf = (entries: fc.Arbitrary<(readonly [string, Shape])[]>): fc.Arbitrary<Shape> =>
  fc.record({ kind: fc.constant('map' as const), value: entries, look })
const listOf = (items: fc.Arbitrary<Shape[]>): fc.Arbitrary<Shape> =>
  fc.record({ kind: fc.constant('list' as const), value: items, look })

const { value } = fc.letrec<{ value: Shape }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    listOf(fc.array(tie('value'), { maxLength: 3 })),
    mapOf(
      fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c d', 'e-f'), tie('value')), {
        maxLength: 3,
        selector: ([key]) => key,
      }),
    ),
  ),
}))

const beside = fc.option(
  fc.constantFrom('title', 'skip').chain((key) => text('because').map((one) => [key, one] as const)),
)
const step = (input: fc.Arbitrary<readonly [string, Shape]>): fc.Arbitrary<Shape> =>
  mapOf(fc.tuple(input, beside).map(([own, other]) => (other ? [own, other] : [own])))

const pair = (key: string, shape: fc.Arbitrary<Shape>): fc.Arbitrary<readonly [string, Shape]> =>
  shape.map((one) => [key, one] as const)
const some = (...entries: fc.Arbitrary<readonly [string, Shape]>[]): fc.Arbitrary<(readonly [string, Shape])[]> =>
  fc
    .tuple(fc.tuple(...entries), fc.array(fc.boolean(), { minLength: entries.length, maxLength: entries.length }))
    .map(([all, keep]) => all.filter((_, index) => index === 0 || keep[index]))

const { steps } = fc.letrec<{ steps: Shape; one: Shape }>((tie) => ({
  steps: listOf(fc.array(tie('one'), { minLength: 1, maxLength: 4, depthIdentifier: 'steps' })),
  one: fc.oneof(
    { depthIdentifier: 'steps', depthSize: 'small', withCrossShrink: true },
    step(fc.tuple(fc.constantFrom('assert', 'get', 'comment'), words).chain(([key, one]) => pair(key, text(one)))),
    step(pair('get', mapOf(some(pair('url', scalar), pair('headers', value), pair('var', text('payload')))))),
    step(pair('set', mapOf(some(pair('var', text('token')), pair('value', value))))),
    text('stop'),
    step(pair('each', mapOf(some(pair('expression', text('payload.items')), pair('steps', tie('steps')))))),
    step(pair('group', tie('steps'))),
    step(
      pair('if', mapOf(some(pair('expression', text('a')), pair('steps', tie('steps')), pair('else', tie('steps'))))),
    ),
    step(
      pair(
        'parallel',
        mapOf(some(pair('branches', mapOf(some(pair('left', tie('steps')), pair('right', tie('steps'))))))),
      ),
    ),
  ),
}))

const inputSet = mapOf(some(pair('product', scalar), pair('count', scalar)))
const file = mapOf(
  some(
    pair('steps', steps),
    pair('name', text('A cart')),
    pair('config', mapOf(some(pair('baseUrl', scalar), pair('headers', value)))),
    pair('inputs', mapOf(some(pair('one', inputSet), pair('the other', inputSet)))),
    pair('before', steps),
    pair('finally', steps),
  ).map((entries) => [...entries].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))),
)
const ORDER = ['name', 'config', 'inputs', 'before', 'steps', 'finally']

const manner: fc.Arbitrary<Manner> = fc.record({
  step: fc.constantFrom(2, 4),
  dash: fc.constantFrom(0, 2, 4),
  lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
  finalBreak: fc.boolean(),
  head: fc.boolean(),
})

/** Writes a shape out. */
class Scribe {
  readonly lines: string[] = []
  readonly comments = new Map<string, Path>()
  readonly manner: Manner
  /** The last line is of a block that keeps its last line breaks, and takes an empty line for one more. */
  keepsBlanks = false

  constructor(given: Manner) {
    this.manner = given
  }

  comment(path: Path): string {
    const name = `# comment ${this.comments.size}`
    this.comments.set(name, path)
    return name
  }

  /** The text of a shape inside `{ }`. */
  flow({ kind, value: content, look: { quote } }: Shape): string {
    if (kind === 'list') return `[${(content as readonly Shape[]).map((item) => this.flow(item)).join(', ')}]`
    if (kind === 'map') {
      const entries = (content as readonly (readonly [string, Shape])[]).map(
        ([key, one]) => `${key}: ${this.flow(one)}`,
      )
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
    }
    return scalarText(content as Plain, quote, true)
  }

  /** Writes what stands behind `head`, which is `key:` or `-` with its indentation. */
  place(head: string, column: number, shape: Shape, path: Path): void {
    const { kind, value: content, look: given } = shape
    const pad = ' '.repeat(column)
    if (this.keepsBlanks) this.keepsBlanks = false
    else if (given.apart) this.lines.push('', `${pad}${this.comment([...path.slice(0, -1), '*'])}`, '')
    else if (given.blank) this.lines.push('')
    if (given.above) this.lines.push(`${pad}${this.comment(path)}`)
    const behind = (): string => (given.behind ? ` ${this.comment(path)}` : '')
    const children = content as readonly unknown[]
    if (kind !== 'scalar' && !given.flow && children.length > 0) {
      this.block(`${pad}${head}`, column, shape, path, behind)
      return
    }
    if (kind === 'scalar' && given.quote === 'block' && typeof content === 'string' && content.includes('\n')) {
      this.literal(`${pad}${head}`, column, content, behind())
      return
    }
    const written = kind === 'scalar' ? scalarText(content as Plain, given.quote, false) : this.flow(shape)
    this.lines.push(`${pad}${head}${written === '' ? '' : ` ${written}`}${behind()}`)
  }

  private literal(head: string, column: number, content: string, behind: string): void {
    const ends = /\n*$/.exec(content)![0].length
    const chomp = ends === 0 ? '-' : ends === 1 ? '' : '+'
    this.lines.push(`${head} |${chomp}${behind}`)
    this.keepsBlanks = ends > 1
    for (const line of (ends === 0 ? content : content.slice(0, -1)).split('\n'))
      this.lines.push(line === '' ? '' : ' '.repeat(column + this.manner.step) + line)
  }

  private block(head: string, column: number, shape: Shape, path: Path, behind: () => string): void {
    const isItem = head.endsWith('-')
    const inner = column + (isItem ? 2 : shape.kind === 'list' ? this.manner.dash : this.manner.step)
    const at = this.lines.length
    const comment = isItem && !shape.look.behind ? '' : behind()
    if (!isItem || comment !== '') this.lines.push(head + comment)
    this.inside(shape, inner, path)
    const first = this.lines[at] ?? ''
    if (isItem && comment === '') {
      if (/^\s*(#|$)/.test(first)) this.lines.splice(at, 0, head)
      else this.lines[at] = head + first.slice(head.length)
    }
  }

  inside({ kind, value: content }: Shape, column: number, path: Path): void {
    if (kind === 'list') {
      for (const [index, item] of (content as readonly Shape[]).entries())
        this.place('-', column, item, [...path, index])
    } else {
      for (const [key, one] of content as readonly (readonly [string, Shape])[])
        this.place(`${key}:`, column, one, [...path, key])
    }
  }
}

function scalarText(value: Plain, quote: Look['quote'], flow: boolean): string {
  if (value === null) return quote === 'plain' && !flow ? '' : 'null'
  if (typeof value !== 'string') return String(value)
  const plain =
    /^[\w/$.][\w/$. '>={}[\]]*$/.test(value) && !/^(\d|true)/.test(value) && !(flow && /[[\]{}]/.test(value))
  if ((quote === 'plain' || quote === 'block') && plain) return value
  if (quote === 'single' && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`
  return JSON.stringify(value)
}

function plainOf({ kind, value: content }: Shape): Plain {
  if (kind === 'list') return (content as readonly Shape[]).map(plainOf)
  if (kind === 'map')
    return Object.fromEntries(
      (content as readonly (readonly [string, Shape])[]).map(([key, one]) => [key, plainOf(one)]),
    )
  return content as Plain
}

/** Random test files. */
export const samples: fc.Arbitrary<Sample> = fc.tuple(file, manner).map(([shape, given]) => {
  const scribe = new Scribe(given)
  if (given.head) scribe.lines.push(scribe.comment(['*']), '')
  scribe.inside(shape, 0, [])
  const end = given.finalBreak || scribe.keepsBlanks ? '\n' : ''
  const written = `${scribe.lines.join('\n')}${end}`.replaceAll('\n', given.lineBreak)
  return { text: written, plain: plainOf(shape) as { [key: string]: Plain }, comments: scribe.comments }
})

/** Every path in a value but its own. */
export function pathsIn(plain: Plain, path: Path = []): Path[] {
  if (plain === null || typeof plain !== 'object') return []
  const entries: [string | number, Plain][] = Array.isArray(plain) ? [...plain.entries()] : Object.entries(plain)
  return entries.flatMap(([key, one]) => [[...path, key], ...pathsIn(one, [...path, key])])
}

/** New values of all kinds. */
export const values: fc.Arbitrary<Plain> = fc.oneof(
  words,
  blocks,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  value.map(plainOf),
)
