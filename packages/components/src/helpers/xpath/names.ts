/** Which nodes a test of a step takes, and what to say where a name is in another namespace than was asked. */
import { ExpressionError } from '@merlon/language'
import type { Document, Entry } from './document.ts'
import type { Axis, NodeTest } from './syntax.ts'

type NameTest = Extract<NodeTest, { local: string }>

/** What became of a test of a name without prefix, among elements. */
interface Seen {
  matched: boolean
  /** An element that has the name in a namespace. */
  foreign: Entry | undefined
}

export class Names {
  private readonly document: Document
  /** Namespaces by prefix, as the test gives them. */
  private readonly given: ReadonlyMap<string, string>
  private readonly seen = new Map<NameTest, Seen>()
  private readonly prefixed = new Set<string>()

  constructor(document: Document, given: ReadonlyMap<string, string>) {
    this.document = document
    this.given = given
  }

  /** Says of each node on the axis whether the test takes it. Throws an ExpressionError for an unknown prefix. */
  accepts(axis: Axis, test: NodeTest): (entry: Entry) => boolean {
    if (test.kind === 'node') return () => true
    if (test.kind === 'text') return ({ kind }) => kind === 'text'
    if (test.kind === 'none') return () => false
    const wanted = axis === 'attribute' || axis === 'namespace' ? axis : 'element'
    const space = test.prefix === undefined ? undefined : this.spaceOf(test.prefix)
    if (test.kind === 'any') return ({ kind, space: own }) => kind === wanted && (space === undefined || own === space)
    const { local } = test
    if (space !== undefined) {
      this.prefixed.add(local)
      return (entry) => entry.local === local && entry.kind === wanted && entry.space === space
    }
    return wanted === 'element'
      ? this.plain(test)
      : (entry) => entry.local === local && entry.kind === wanted && entry.space === ''
  }

  private plain(test: NameTest): (entry: Entry) => boolean {
    const seen = this.seen.get(test) ?? { matched: false, foreign: undefined }
    this.seen.set(test, seen)
    const { local } = test
    return (entry) => {
      if (entry.local !== local || entry.kind !== 'element') return false
      if (entry.space === '') {
        seen.matched = true
        return true
      }
      seen.foreign ??= entry
      return false
    }
  }

  private spaceOf(prefix: string): string {
    const given = this.given.get(prefix)
    if (given !== undefined) return given
    const [first, ...others] = this.document.prefixes.get(prefix) ?? []
    if (first !== undefined && others.length === 0) return first
    if (first !== undefined) {
      throw new ExpressionError(`xpath: the prefix '${prefix}' stands for several namespaces in the document`, {
        help: `say which one in a third argument: \`{ ${prefix}: '${first}' }\``,
      })
    }
    const known = [...this.document.prefixes.keys()].filter((one) => one !== 'xml')
    throw new ExpressionError(
      `xpath: the prefix '${prefix}' is not declared${known.length > 0 ? `; the document has ${known.join(', ')}` : ''}`,
      { help: `give its namespace in a third argument: \`{ ${prefix}: 'http://…' }\`` },
    )
  }

  /**
   * A name without prefix is a name in no namespace (section 2.3). Where elements have it in a namespace only, the path
   * would find nothing and nobody would know why; throws an ExpressionError that says so.
   */
  checkPlain(): void {
    for (const [{ local }, { matched, foreign }] of this.seen) {
      if (matched || !foreign || this.prefixed.has(local)) continue
      const { name, space } = foreign
      const [prefix] = name.includes(':') ? name.split(':') : ['ns']
      const help = name.includes(':')
        ? `write \`${name}\``
        : `write \`${prefix}:${local}\` and give the namespace in a third argument: \`{ ${prefix}: '${space}' }\``
      throw new ExpressionError(
        `xpath: '${local}' is looked for in no namespace, but the document has it in '${space.replace('\0', '')}'`,
        { help },
      )
    }
  }
}
