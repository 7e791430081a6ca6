/** Every place of a file in which a variable, a snippet or a file of the project is named. */
import type { CatalogDocument, ComponentDocument, FieldDocument } from '@merlon/protocol'
import type { TextRange } from '../document/types.ts'
import type { MapNode, Node, ScalarNode } from '../tree/node.ts'
import { isNothing } from '../tree/test.ts'
import { readYaml } from '../tree/yaml.ts'
import { namesOfExpression, namesOfScript, namesOfTemplate } from './code-names.ts'
import type { Mentioned } from './identifiers.ts'
import { isIdentifier } from './members.ts'
import { type Piece, piecesOf } from './sections.ts'
import { fieldNamed, type Shape, type Shapes, shapesOf } from './shape.ts'
import type { FileKind } from './world.ts'

export interface Mention {
  readonly variable: string
  readonly range: TextRange
  readonly access: 'read' | 'write'
  /** In another file: the variable is one of this snippet, such as what `with` gives it. */
  readonly snippet?: string
  /** The name is not written there: a request without a `var` of its own. The range is that of the component. */
  readonly implicit?: true
  /** Written as `{ name }`, where it names a member as well. */
  readonly shorthand?: true
}

export interface NameMention {
  readonly name: string
  readonly range: TextRange
}

export interface MentionContext {
  readonly catalog: CatalogDocument
  readonly kind: FileKind
}

/** All that a file names. */
export interface Mentions {
  readonly variables: readonly Mention[]
  readonly snippets: readonly NameMention[]
  readonly files: readonly NameMention[]
  /** Whether it calls a snippet whose name is known only when it runs. */
  readonly computesSnippets: boolean
  /** Names that code in the file declares for itself. */
  readonly declared: ReadonlySet<string>
  /** Variables of requests: `cart_response` and `cart_source` come with `cart`. */
  readonly responses: ReadonlySet<string>
}

class MentionReader implements Mentions {
  readonly variables: Mention[] = []
  readonly snippets: NameMention[] = []
  readonly files: NameMention[] = []
  computesSnippets = false
  readonly declared = new Set<string>()
  readonly responses = new Set<string>()
  private readonly shapes: Shapes
  private readonly seen = new Set<Node>()
  /** The snippet that the step around calls, where its name is written out. */
  private snippet: string | undefined
  private component: ComponentDocument | undefined

  constructor(shapes: Shapes) {
    this.shapes = shapes
  }

  read(node: Node, shape: Shape): void {
    if (node.kind === 'scalar') this.scalar(node, this.shapes.scalarsOf(shape))
    // An alias stands for the very node that its anchor names.
    else if (this.seen.has(node)) return
    else if (node.kind === 'list') {
      this.seen.add(node)
      for (const [at, item] of node.items.entries()) this.below(item, shape, at)
    } else {
      this.seen.add(node)
      this.map(node, shape)
    }
  }

  private below(node: Node, shape: Shape, segment: string | number): void {
    const inner = this.shapes.below(shape, segment)
    if (inner) this.read(node, inner)
  }

  private map(node: MapNode, shape: Shape): void {
    const outer = { component: this.component, snippet: this.snippet }
    if (shape.is === 'component') {
      this.component = shape.component
      this.snippet = snippetOf(node, shape.component)
    }
    for (const { key, value } of node.entries) {
      this.key(key, shape)
      if (shape.is === 'step') this.defaultName(key, value)
      this.below(value, shape, key.text)
    }
    this.component = outer.component
    this.snippet = outer.snippet
  }

  /** `- get: /cart` sets a variable as well as `- get: { url: /cart, var: cart }` does. */
  private defaultName(key: ScalarNode, input: Node): void {
    const component = this.shapes.components.get(key.text)
    const field = component?.fields.find((one) => one.writes && one.default !== undefined)
    if (!component || !field || input.kind === 'list') return
    const isGiven =
      input.kind === 'map' && input.entries.some((one) => fieldNamed(component.fields, one.key.text) === field)
    if (isGiven) return
    const variable = String(field.default)
    if (component.kind === 'request') this.responses.add(variable)
    const { start, end } = key.span
    this.variables.push({ variable, range: { start, end }, access: 'write', implicit: true })
  }

  private key(key: ScalarNode, shape: Shape): void {
    const names = this.shapes.keysOf(shape, key.text)
    if (names === 'variables') this.name(key, 'write')
    else if (names === 'parameters' && this.snippet !== undefined) this.name(key, 'write', this.snippet)
    else if (shape.is === 'field' && shape.field.role === 'value') this.code(key, namesOfTemplate)
  }

  private name(node: ScalarNode, access: Mention['access'], snippet?: string): void {
    const name = node.text.trim()
    if (!isIdentifier(name)) return
    const from = node.text.indexOf(name)
    const range = within(node, from, from + name.length)
    this.variables.push({ variable: name, range, access, ...(snippet === undefined ? {} : { snippet }) })
  }

  private scalar(node: ScalarNode, fields: readonly FieldDocument[]): void {
    if (this.seen.has(node) || isNothing(node)) return
    this.seen.add(node)
    const field = chosen(fields, node)
    if (!field) return
    switch (field.role) {
      case 'expression':
        this.code(node, namesOfExpression)
        return
      case 'script':
        this.code(node, namesOfScript)
        return
      case 'name':
        if (field.writes && this.component?.kind === 'request') this.responses.add(node.text.trim())
        this.name(node, 'write')
        return
      case 'text':
        if (field.refers === 'result' && this.snippet !== undefined) this.name(node, 'read', this.snippet)
        return
      case 'value':
        if (typeof node.value === 'string') this.code(node, namesOfTemplate)
        return
      case 'boolean':
      case 'choice':
        return
      case 'file':
        this.plainName(node, this.files)
        this.code(node, namesOfTemplate)
        return
      default:
        if (field.refers === 'snippet') {
          this.plainName(node, this.snippets)
          this.computesSnippets ||= node.text.includes('${')
        }
        this.code(node, namesOfTemplate)
        return
    }
  }

  private plainName(node: ScalarNode, found: NameMention[]): void {
    const name = node.text.trim()
    const from = node.text.indexOf(name)
    if (name !== '' && !name.includes('${')) found.push({ name, range: within(node, from, from + name.length) })
  }

  private code(node: ScalarNode, read: (text: string) => Mentioned): void {
    const { variables, declared } = read(node.text)
    for (const name of declared) this.declared.add(name)
    for (const { name, start, end, access, shorthand } of variables) {
      const range = within(node, start, end)
      this.variables.push({ variable: name, range, access, ...(shorthand ? { shorthand } : {}) })
    }
  }
}

const within = (node: ScalarNode, start: number, end: number): TextRange => ({
  start: node.locate(start),
  // The end of the last character: between two lines of a folded text, the next one may stand far away.
  end: node.locate(end - 1) + 1,
})

/** The field that a scalar is read by, of those that it may be. */
function chosen(fields: readonly FieldDocument[], node: ScalarNode): FieldDocument | undefined {
  return fields.find(({ role, options }) => role !== 'choice' || options?.includes(node.text)) ?? fields[0]
}

function snippetOf({ entries }: MapNode, { fields }: ComponentDocument): string | undefined {
  const field = fields.find(({ refers }) => refers === 'snippet')
  const entry = field && entries.find(({ key }) => fieldNamed(fields, key.text) === field)
  const name = entry?.value.kind === 'scalar' ? entry.value.text.trim() : ''
  return name === '' || name.includes('${') ? undefined : name
}

/** Pieces of files that were looked through lately: between two changes of a file, nearly all of it is the same. */
const recent = new WeakMap<Shapes, Map<string, Mentions>>()
const MOST_RECENT = 3_000

function mentionsOf({ text, is }: Piece, shapes: Shapes): Mentions {
  const known = recent.get(shapes) ?? new Map<string, Mentions>()
  recent.set(shapes, known)
  const key = `${is}\n${text}`
  const before = known.get(key)
  if (before) return before
  const reader = new MentionReader(shapes)
  const { node } = readYaml({ path: '', text })
  if (node)
    reader.read(node, is === 'file' ? shapes.root : { is: 'field', field: { role: 'steps', summary: '', takes: '' } })
  if (known.size >= MOST_RECENT) known.clear()
  known.set(key, reader)
  return reader
}

/** Everything that a file names, in order of place. What cannot be read is left out; never fails. */
export function allMentions(text: string, { catalog, kind }: MentionContext): Mentions {
  const shapes = shapesOf(catalog, kind)
  const sections = (shapes.fieldsOf(shapes.root) ?? []).flatMap(({ name, role }) => (role === 'steps' ? [name] : []))
  const found = piecesOf(text, sections).map((piece) => ({ ...piece, mentions: mentionsOf(piece, shapes) }))
  const all = <T extends NameMention | Mention>(list: (mentions: Mentions) => readonly T[]): T[] =>
    found
      .flatMap(({ start, mentions }) => list(mentions).map((one) => ({ ...one, range: moved(one.range, start) })))
      .sort((a, b) => a.range.start - b.range.start)
  const names = (list: (mentions: Mentions) => ReadonlySet<string>): Set<string> =>
    new Set(found.flatMap(({ mentions }) => [...list(mentions)]))
  return {
    variables: all(({ variables }) => variables),
    snippets: all(({ snippets }) => snippets),
    files: all(({ files }) => files),
    computesSnippets: found.some(({ mentions }) => mentions.computesSnippets),
    declared: names(({ declared }) => declared),
    responses: names(({ responses }) => responses),
  }
}

const moved = ({ start, end }: TextRange, by: number): TextRange => ({ start: start + by, end: end + by })

/** Where variables are read and written. */
export const mentionsIn = (text: string, context: MentionContext): readonly Mention[] =>
  allMentions(text, context).variables

/** Where snippets are named; not those whose name is computed. */
export const snippetMentions = (text: string, context: MentionContext): readonly NameMention[] =>
  allMentions(text, context).snippets

/** Where files below `files/` are named; not those whose path is computed. */
export const fileMentions = (text: string, context: MentionContext): readonly NameMention[] =>
  allMentions(text, context).files
