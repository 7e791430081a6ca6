/** Reads what a file holds, as far as it can be read, without knowing whether it makes sense. */
import type { Diagnostic } from '@merlon/protocol'
import { isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml'
import { readYaml } from '../tree/yaml.ts'
import { type Collection, collectionOf, type Item } from './collection.ts'
import { mistakesIn } from './mistakes.ts'
import { PlainValues } from './plain.ts'
import { keptSource, lineEnd, lineStart, Refusal, type Source } from './source.ts'
import type {
  ComponentShapes,
  InputsOutline,
  Outline,
  OutlineStep,
  Path,
  StepList,
  TextRange,
  WrittenValue,
} from './types.ts'

const BESIDE = new Set(['title', 'skip'])
const SECTIONS = ['before', 'steps', 'finally']
const NOTHING_READ = { tags: [], globals: {}, inputs: { kind: 'none' }, config: {} } as const

export interface OutlineOptions {
  /** The file's path, for the diagnostics. */
  readonly file?: string
  readonly kind?: 'test' | 'snippet'
}

/**
 * What a test or snippet file holds. Never throws: with broken YAML it gives what could be read, and the diagnostics say
 * what is wrong. Lists of steps are not among a step's `fields`, but in its `lists`.
 */
export function outlineOf(text: string, shapes: ComponentShapes, options: OutlineOptions = {}): Outline {
  const kind = options.kind ?? 'test'
  try {
    return new OutlineReader(keptSource(text), shapes).read(kind, options.file ?? '')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const location = { file: options.file ?? '', line: 1, column: 1, endLine: 1, endColumn: 1 }
    const diagnostics = [{ code: 'yaml-syntax' as const, severity: 'error' as const, message: error.message, location }]
    return { ...NOTHING_READ, sections: emptySections(kind), diagnostics }
  }
}

const emptySections = (kind: 'test' | 'snippet'): StepList[] =>
  (kind === 'snippet' ? ['steps'] : SECTIONS).map((field) => ({ field, path: [field], steps: [] }))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

class OutlineReader {
  private readonly source: Source
  private readonly shapes: ComponentShapes
  private readonly values: PlainValues
  private line = 1
  private lineOffset = 0

  constructor(source: Source, shapes: ComponentShapes) {
    this.source = source
    this.shapes = shapes
    this.values = new PlainValues(source)
  }

  read(kind: 'test' | 'snippet', file: string): Outline {
    const { root } = this.source
    const diagnostics = this.diagnostics(file)
    const list = isSeq(root)
    const sections = emptySections(kind).map(({ field }) => {
      const path = list && field === 'steps' ? [] : [field]
      const node = list ? (field === 'steps' ? root : null) : this.member(root, field)
      return { field, path, steps: this.isOlder(node) ? [] : this.steps(node, path) }
    })
    const text = (name: string): { [name]?: string } => {
      const node = this.values.resolve(this.member(root, name))
      return isScalar(node) && node.value !== null ? { [name]: node.source } : {}
    }
    return {
      ...text('name'),
      ...text('description'),
      tags: this.tags(this.member(root, 'tags')),
      globals: this.record('globals'),
      inputs: this.inputs(this.member(root, 'inputs')),
      config: this.record('config'),
      sections,
      diagnostics,
    }
  }

  private diagnostics(file: string): Diagnostic[] {
    const { text, document } = this.source
    if (document.errors.length + document.warnings.length > 0) return mistakesIn(this.source, file)
    // What the YAML reader lets pass: only what is suspicious is worth reading the file a second time.
    return this.isSuspicious(this.source.root) ? readYaml({ path: file, text }).diagnostics : []
  }

  private isSuspicious(node: unknown): boolean {
    if (isSeq(node)) return node.items.some((item) => this.isSuspicious(item))
    if (isMap(node)) {
      const { items } = node
      const isTwice = (key: Scalar, at: number): boolean =>
        items.some((other, index) => index > at && isScalar(other.key) && other.key.source === key.source)
      return items.some(({ key, value }, at) => !isScalar(key) || isTwice(key, at) || this.isSuspicious(value))
    }
    return node !== null && node !== undefined && !isScalar(node)
  }

  private member(node: ParsedNode | null, name: string): ParsedNode | null {
    const map = this.values.resolve(node)
    if (!isMap(map)) return null
    const pair = map.items.find(({ key }) => isScalar(key) && key.source === name)
    return (pair?.value ?? null) as ParsedNode | null
  }

  private record(name: string): Record<string, unknown> {
    const value = this.values.of(this.member(this.source.root, name))
    return isRecord(value) ? value : {}
  }

  private tags(node: ParsedNode | null): string[] {
    const value = this.values.of(node)
    if (Array.isArray(value)) return value.map(String)
    return value === null
      ? []
      : String(value)
          .split(/[\s,]+/)
          .filter(Boolean)
  }

  private inputs(node: ParsedNode | null): InputsOutline {
    const value = this.values.of(node)
    if (typeof value === 'string') return { kind: 'file', path: value }
    if (!isRecord(value)) return { kind: 'none' }
    if (typeof value.file === 'string') return { kind: 'file', path: value.file }
    const sets = Object.keys(value).flatMap((name) => {
      const values = value[name] ?? {}
      return isRecord(values) ? [{ name, values }] : []
    })
    return { kind: 'sets', sets: this.inWrittenOrder(node, sets) }
  }

  /** Names that look like numbers would come first otherwise. */
  private inWrittenOrder<T extends { readonly name: string }>(node: ParsedNode | null, sets: T[]): T[] {
    const map = this.values.resolve(node)
    if (!isMap(map)) return sets
    const names = map.items.map(({ key }) => (isScalar(key) ? key.source : ''))
    return sets.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
  }

  /** Steps of an older form carry an `id`. */
  private isOlder(node: ParsedNode | null): boolean {
    const list = this.values.resolve(node)
    return isSeq(list) && list.items.some((item) => this.hasKey(item as ParsedNode, 'id'))
  }

  private hasKey(node: ParsedNode | null, name: string): boolean {
    const map = this.values.resolve(node)
    return isMap(map) && map.items.some(({ key }) => isScalar(key) && key.source === name)
  }

  private steps(node: ParsedNode | null, path: Path): OutlineStep[] {
    const list = collectionOf(this.source, this.values.resolve(node))
    return list?.kind === 'list' ? list.items.map((item, index) => this.step(item, [...path, index])) : []
  }

  private step(item: Item, path: Path): OutlineStep {
    const range = { start: item.start, end: Math.max(item.end, this.contentEnd(item.end)) }
    const node = this.values.resolve(item.node)
    const place = { path, range, line: this.lineAt(item.start) }
    const map = collectionOf(this.source, node)
    if (map?.kind !== 'map') {
      const alone = isScalar(node) && typeof node.value === 'string' && /^[a-z][\w-]*$/.test(node.source)
      const component = alone ? node.source : ''
      return { ...place, component, input: undefined, fields: {}, lists: this.lists(component, null, path) }
    }
    const entry = map.items.find(({ name }) => name !== undefined && !BESIDE.has(name))
    const component = entry?.name ?? ''
    const value = entry ? this.values.of(entry.node) : null
    return {
      ...place,
      component,
      ...this.beside(map, 'title'),
      ...this.beside(map, 'skip'),
      input: value === null ? undefined : value,
      fields: entry ? this.fields(component, entry) : {},
      lists: this.lists(component, entry?.node ?? null, [...path, component]),
    }
  }

  private beside(map: Collection, name: 'title' | 'skip'): { title?: string; skip?: string } {
    const node = this.values.resolve(map.items.find((item) => item.name === name)?.node ?? null)
    return isScalar(node) && node.value !== null ? { [name]: node.source } : {}
  }

  /** The end of the line, where only a comment stands behind the content. */
  private contentEnd(end: number): number {
    const rest = this.source.text.slice(end, lineEnd(this.source.text, end))
    return /^[ \t]+#/.test(rest) ? end + rest.trimEnd().length : end
  }

  /** Counts on from where it was asked last; steps come in the order in which they are written. */
  private lineAt(offset: number): number {
    const { text } = this.source
    if (offset < this.lineOffset) [this.line, this.lineOffset] = [1, 0]
    for (let at = text.indexOf('\n', this.lineOffset); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      this.line += 1
      this.lineOffset = at + 1
    }
    return this.line
  }

  private written(item: Item): WrittenValue {
    const { text } = this.source
    const value = this.values.of(item.node)
    const range: TextRange = { start: item.valueStart, end: Math.max(item.valueStart, item.end) }
    return { value, source: sourceText(text, range), range }
  }

  private fields(component: string, entry: Item): Record<string, WrittenValue> {
    const node = this.values.resolve(entry.node)
    const stepFields = this.shapes.stepFields(component)
    const input = collectionOf(this.source, node)
    if (input?.kind === 'map') {
      const fields: Record<string, WrittenValue> = {}
      for (const item of input.items) {
        if (item.name === undefined || this.holdsSteps(stepFields, item)) continue
        Object.defineProperty(fields, item.name, {
          value: this.written(item),
          enumerable: true,
          writable: true,
          configurable: true,
        })
      }
      return fields
    }
    if (!node || (isScalar(node) && node.value === null)) return {}
    if (isSeq(node) && stepFields.includes('steps')) return {}
    const primary = this.shapes.primary(component)
    return primary === undefined ? {} : { [primary]: this.written(entry) }
  }

  private holdsSteps(stepFields: readonly string[], { name, node }: Item): boolean {
    const value = this.values.resolve(node)
    return stepFields.includes(name ?? '') && (isSeq(value) || (name === 'branches' && isMap(value)))
  }

  private lists(component: string, input: ParsedNode | null, path: Path): StepList[] {
    const inputNode = this.values.resolve(input)
    const at = path.at(-1) === component ? path : [...path, component]
    return this.shapes.stepFields(component).flatMap((field, index): StepList[] => {
      if (isSeq(inputNode) && (field === 'steps' || (index === 0 && field !== 'branches')))
        return [{ field, path: at, steps: this.steps(inputNode, at) }]
      const list = [...at, field]
      const node = this.member(inputNode, field)
      if (field === 'branches') return this.branches(node, list)
      return [{ field, path: list, steps: this.steps(node, list) }]
    })
  }

  private branches(node: ParsedNode | null, path: Path): StepList[] {
    const map = collectionOf(this.source, this.values.resolve(node))
    if (map?.kind !== 'map') return []
    return map.items.flatMap(({ name, node: list }): StepList[] =>
      name === undefined
        ? []
        : [{ field: `branches.${name}`, path: [...path, name], steps: this.steps(list, [...path, name]) }],
    )
  }
}

/** YAML source without the indentation that its further lines have because of where it stands. */
export function sourceText(text: string, { start, end }: TextRange): string {
  const written = text.slice(start, end)
  // A block that keeps its last line breaks does not read the same without the last one.
  const source = /^[|>]\d?\+/.test(written) ? `${written}\n` : written
  if (!source.includes('\n')) return source
  const [first = '', ...rest] = source.split(/\r?\n/)
  const column = start - lineStart(text, start)
  const isBlock = /^[|>]/.test(first)
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const shared = isBlock ? Math.max(0, Math.min(...indents) - 2) : Math.min(column, ...indents)
  return [first, ...rest.map((line) => line.slice(Math.min(shared, Math.max(0, line.search(/\S|$/)))))].join('\n')
}
