/** A test as read from its file: sections and steps with spans, before anything is known about components. */
import type { Diagnostic, DiagnosticCode } from '@merlon/protocol'
import type { Dialect } from '../expression/types.ts'
import type { SourceFile, Span } from '../source.ts'
import { suggest } from '../suggest.ts'
import { entryOf, type ListNode, type MapNode, type Node, type ScalarNode } from './node.ts'
import { diagnosticAt } from './report.ts'

/** A step in the form that Merlon writes: one component key, beside it perhaps `title` and `skip`. */
export interface PlainStep {
  readonly form: 'plain'
  readonly span: Span
  readonly component: ScalarNode
  readonly input: Node | undefined
  readonly title?: ScalarNode
  readonly skip?: ScalarNode
}

/** A step of one of the two older formats; its component says how its fields and children read in today's form. */
export interface OlderStep {
  readonly form: 'older'
  readonly span: Span
  readonly carrier: 'yaml' | 'xml'
  readonly component: ScalarNode
  readonly fields: MapNode
  readonly children: readonly OlderStep[]
  /** The element's text, in the XML form. */
  readonly text?: ScalarNode
}

export type StepNode = PlainStep | OlderStep

export interface InputSetNode {
  readonly name: ScalarNode
  readonly values: MapNode
}

export type InputsNode =
  | { readonly kind: 'sets'; readonly sets: readonly InputSetNode[] }
  | { readonly kind: 'file'; readonly path: ScalarNode; readonly types?: MapNode }

export interface TestNode {
  readonly file: SourceFile
  readonly name: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly dialect: Dialect
  readonly globals?: MapNode
  readonly inputs?: InputsNode
  readonly config?: MapNode
  readonly before: readonly StepNode[]
  readonly steps: readonly StepNode[]
  readonly finally: readonly StepNode[]
}

/** Collects complaints while nodes are turned into something more particular. */
export class Reading {
  readonly diagnostics: Diagnostic[] = []

  complain(
    code: DiagnosticCode,
    message: string,
    span: Span,
    extra: { label?: string; help?: string | undefined; warning?: boolean } = {},
  ): void {
    const { label, help, warning } = extra
    this.diagnostics.push(diagnosticAt({ code, message, span, label, help, severity: warning ? 'warning' : 'error' }))
  }

  map(node: Node | undefined, what: string): MapNode | undefined {
    if (!node || isNothing(node)) return undefined
    if (node.kind === 'map') return node
    this.complain('wrong-type', `${what} must be a map of names and values, not ${kindWord(node)}`, node.span)
    return undefined
  }

  list(node: Node | undefined, what: string): ListNode | undefined {
    if (!node || isNothing(node)) return undefined
    if (node.kind === 'list') return node
    this.complain(
      'wrong-type',
      `${what} must be a list, each item beginning with \`- \`, not ${kindWord(node)}`,
      node.span,
    )
    return undefined
  }

  text(node: Node | undefined, what: string): ScalarNode | undefined {
    if (!node || isNothing(node)) return undefined
    if (node.kind === 'scalar') return node
    this.complain('wrong-type', `${what} must be text, not ${kindWord(node)}`, node.span)
    return undefined
  }
}

export function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null && !node.quoted
}

export function kindWord(node: Node): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (node.value === null) return 'nothing'
  return typeof node.value === 'string' ? 'text' : `a ${typeof node.value}`
}

const SECTIONS = ['name', 'description', 'tags', 'globals', 'inputs', 'config', 'before', 'steps', 'finally'] as const
const BESIDE = ['title', 'skip']

function readPlainStep(node: MapNode, reading: Reading): PlainStep | undefined {
  const components = node.entries.filter(({ key }) => !BESIDE.includes(key.text))
  const [first, second] = components
  if (!first) {
    reading.complain('no-component', 'this step has no component', node.span, {
      help: 'for example `- get: https://example.org`',
    })
    return undefined
  }
  if (second) {
    reading.complain(
      'two-components',
      `a step has one component, but this one has '${first.key.text}' and '${second.key.text}'`,
      second.key.span,
      {
        help: `indent '${second.key.text}' if it belongs to '${first.key.text}', or begin a new step with \`- \``,
      },
    )
  }
  const title = reading.text(entryOf(node, 'title')?.value, '`title`')
  const skip = reading.text(entryOf(node, 'skip')?.value, '`skip`')
  return {
    form: 'plain',
    span: node.span,
    component: first.key,
    input: isNothing(first.value) ? undefined : first.value,
    ...(title ? { title } : {}),
    ...(skip ? { skip } : {}),
  }
}

/** Reads one item of a list that carries `id:`, as the older list form writes it. */
export function readOlderStep(node: MapNode, reading: Reading): OlderStep | undefined {
  const id = entryOf(node, 'id')?.value
  if (id?.kind !== 'scalar') {
    reading.complain('no-component', 'this step has no `id`', node.span)
    return undefined
  }
  const children = reading.list(entryOf(node, 'children')?.value, '`children`')
  return {
    form: 'older',
    carrier: 'yaml',
    span: node.span,
    component: id,
    fields: { ...node, entries: node.entries.filter(({ key }) => key.text !== 'id' && key.text !== 'children') },
    children: (children?.items ?? []).flatMap((item) => {
      if (item.kind === 'map') return readOlderStep(item, reading) ?? []
      reading.complain(
        'wrong-type',
        `each of \`children\` must be a map with an \`id\`, not ${kindWord(item)}`,
        item.span,
      )
      return []
    }),
  }
}

/** Reads a list of steps; in it, steps with an `id` are of the older list form. */
export function readSteps(node: Node | undefined, what: string, reading: Reading): StepNode[] {
  const list = reading.list(node, what)
  return (list?.items ?? []).flatMap((item): StepNode[] => {
    if (item.kind === 'map' && entryOf(item, 'id')) return [readOlderStep(item, reading) ?? []].flat()
    if (item.kind === 'map') return [readPlainStep(item, reading) ?? []].flat()
    // `- stop` alone: a component without input.
    if (item.kind === 'scalar' && typeof item.value === 'string' && /^[a-z][\w-]*$/.test(item.text)) {
      return [{ form: 'plain', span: item.span, component: item, input: undefined }]
    }
    const unspaced = item.kind === 'scalar' && /^([a-z][a-z-]*):(\S.*)$/.exec(item.text)
    reading.complain('wrong-type', `a step is a component and its input, not ${kindWord(item)}`, item.span, {
      help: unspaced
        ? `write a space after the colon: \`- ${unspaced[1]}: ${unspaced[2]}\``
        : 'for example `- get: https://example.org`',
    })
    return []
  })
}

function readInputs(node: Node | undefined, reading: Reading): InputsNode | undefined {
  if (!node || isNothing(node)) return undefined
  if (node.kind === 'scalar') return { kind: 'file', path: node }
  const map = reading.map(node, '`inputs`')
  if (!map) return undefined
  const file = entryOf(map, 'file')
  if (file && file.value.kind === 'scalar') {
    const types = reading.map(entryOf(map, 'types')?.value, '`types`')
    for (const { key } of map.entries) {
      if (key.text !== 'file' && key.text !== 'types')
        reading.complain('unknown-field', `\`inputs\` from a file has no '${key.text}'`, key.span, {
          help: 'it takes `file` and `types`',
        })
    }
    return { kind: 'file', path: file.value, ...(types ? { types } : {}) }
  }
  const sets = map.entries.flatMap(({ key, value }): InputSetNode[] => {
    if (isNothing(value)) return [{ name: key, values: { kind: 'map', span: value.span, entries: [] } }]
    const values = reading.map(value, `the input set '${key.text}'`)
    return values ? [{ name: key, values }] : []
  })
  return { kind: 'sets', sets }
}

function checkSections(map: MapNode, reading: Reading): void {
  for (const { key } of map.entries) {
    if ((SECTIONS as readonly string[]).includes(key.text)) continue
    const near = suggest(key.text, SECTIONS)
    reading.complain('unknown-section', `a test has no section '${key.text}'`, key.span, {
      label: near ? `did you mean '${near}'?` : 'unknown',
      help: near ? undefined : `the sections are ${SECTIONS.join(', ')}`,
    })
  }
}

function readTags(map: MapNode, reading: Reading): string[] {
  const node = entryOf(map, 'tags')?.value
  if (node?.kind === 'scalar' && !isNothing(node)) return node.text.split(/[\s,]+/).filter(Boolean)
  return (reading.list(node, '`tags`')?.items ?? []).flatMap((item) => reading.text(item, 'a tag')?.text ?? [])
}

const fileStem = (path: string): string => path.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')

/** Reads the root node of a test file in the form that Merlon writes. */
export function readTestNode(file: SourceFile, root: Node | undefined, reading: Reading): TestNode {
  const empty = {
    file,
    name: fileStem(file.path),
    tags: [],
    dialect: 'javascript' as const,
    before: [],
    steps: [],
    finally: [],
  }
  if (!root || isNothing(root)) {
    reading.complain(
      'empty-test',
      'this file is empty',
      { file, start: 0, end: 0 },
      { help: 'a test has at least `steps:` and one step' },
    )
    return empty
  }
  // A bare list is the shortest test there is, and how snippets and the older code view write one.
  const map: MapNode | undefined =
    root.kind === 'list' ? { kind: 'map', span: root.span, entries: [] } : reading.map(root, 'a test')
  if (!map) return empty
  checkSections(map, reading)
  const part = (key: string): Node | undefined => entryOf(map, key)?.value
  const name = reading.text(part('name'), '`name`')?.text
  const description = reading.text(part('description'), '`description`')?.text
  const globals = reading.map(part('globals'), '`globals`')
  const config = reading.map(part('config'), '`config`')
  const inputs = readInputs(part('inputs'), reading)
  const steps = root.kind === 'list' ? readSteps(root, 'a test', reading) : readSteps(part('steps'), '`steps`', reading)
  if (steps.length === 0 && reading.diagnostics.length === 0) {
    reading.complain('empty-test', 'this test has no steps', map.span, {
      help: 'add `steps:` and a list below it, for example `- get: https://example.org`',
    })
  }
  return {
    ...empty,
    name: name ?? empty.name,
    tags: readTags(map, reading),
    before: readSteps(part('before'), '`before`', reading),
    steps,
    finally: readSteps(part('finally'), '`finally`', reading),
    ...(description === undefined ? {} : { description }),
    ...(globals ? { globals } : {}),
    ...(config ? { config } : {}),
    ...(inputs ? { inputs } : {}),
  }
}
