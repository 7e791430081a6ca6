/** Carries code from the older forms over into today's: expressions, conditions, scripts, and texts with `${ }` in them. */
import {
  type Dialect,
  ExactNumber,
  groovyToJavascript,
  type Node,
  type PrintValue,
  parseTemplate,
  type ScalarNode,
} from '@merlon/language'
import { escapedTemplate } from '../shared/template-text.ts'
import { literalValue } from './literals.ts'
import type { Notes } from './notes.ts'

const PATH = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/

/** How many names of a path lead to a list that has more of the path behind it; `undefined` where none are known to. */
export function listWithin(path: string, lists: ReadonlySet<string>): number | undefined {
  if (!PATH.test(path)) return undefined
  const names = path.split('.')
  const known = names.findIndex((_name, at) => at > 0 && lists.has(names.slice(0, at).join('.')))
  return known < 0 ? undefined : known
}

export interface CodeOptions {
  readonly dialect: Dialect
  readonly helperNames: ReadonlySet<string>
  readonly notes: Notes
  /** Paths that are known to lead to lists: in Groovy, a member of a list is taken from each of its elements. */
  readonly lists?: ReadonlySet<string>
}

export class Code {
  readonly dialect: Dialect
  /** Why parts of what was carried over so far do not work in today's form. */
  readonly unsupported: string[] = []
  private readonly options: CodeOptions

  constructor(options: CodeOptions) {
    this.dialect = options.dialect
    this.options = options
  }

  /** An expression or a condition, without `${ }` around it. */
  expression(node: ScalarNode, kind: 'expression' | 'condition'): string {
    const parsed = /^\s*\$\{/.test(node.text) ? parseTemplate(node.text.trim(), this.options) : undefined
    const single = parsed && 'template' in parsed ? parsed.template.single : undefined
    return this.rewritten(single?.source ?? node.text, kind, node).trim()
  }

  script(node: ScalarNode): string {
    return this.rewritten(node.text, 'script', node)
  }

  /** A text in which each `${ }` is rewritten. */
  template(node: ScalarNode): string {
    if (this.dialect !== 'groovy') return node.text
    const parsed = parseTemplate(node.text, this.options)
    if ('problem' in parsed) {
      this.unsupported.push(parsed.problem.message)
      this.options.notes.lost(node.span, `this is kept as it is: ${parsed.problem.message}`)
      return node.text
    }
    const parts = parsed.template.parts.map((part) =>
      typeof part === 'string'
        ? escapedTemplate(part)
        : `\${${this.rewritten(part.expression.source, 'expression', node)}}`,
    )
    return parts.join('')
  }

  /** A text that no step checks before it is used; what is no template in it is taken as it stands. */
  storedText(node: ScalarNode): string {
    const text = this.template(node)
    if (!('problem' in parseTemplate(text, { ...this.options, dialect: 'javascript' }))) return text
    this.options.notes.changed(node.span, '`${` in a value that is no template became `\\${`, which is the text itself')
    return escapedTemplate(node.text)
  }

  /** Any value; its texts are templates, and a list or map written as code becomes a list or map. */
  value(node: Node): PrintValue {
    if (node.kind === 'list') return node.items.map((item) => this.value(item))
    if (node.kind === 'map')
      return new Map(node.entries.map(({ key, value }) => [this.template(key), this.value(value)]))
    if (typeof node.value !== 'string') return exactValue(node)
    const text = this.template(node)
    const parsed = parseTemplate(text, { ...this.options, dialect: 'javascript' })
    const single = 'template' in parsed ? parsed.template.single : undefined
    return (single && literalValue(single.source)) ?? text
  }

  private rewritten(source: string, kind: 'expression' | 'condition' | 'script', node: ScalarNode): string {
    if (this.dialect !== 'groovy') return source
    const { notes } = this.options
    const { text, changed, unsupported } = groovyToJavascript(source, kind)
    for (const reason of unsupported) notes.lost(node.span, `\`${source.trim()}\` does not work here: ${reason}`)
    this.unsupported.push(...unsupported)
    for (const change of changed) notes.changed(node.span, change)
    return kind === 'script' || text !== source.trim() ? text : this.spread(text, node)
  }

  /** A path through a list: Groovy takes the rest of it from each element. */
  private spread(text: string, node: ScalarNode): string {
    const known = listWithin(text, this.options.lists ?? new Set())
    if (known === undefined) return text
    const names = text.split('.')
    const mapped = `${names.slice(0, known).join('.')}.map(item => item.${names.slice(known).join('.')})`
    this.options.notes.changed(node.span, `\`${text}\`, a member of each element of a list, became \`${mapped}\``)
    return mapped
  }
}

/** A scalar that is no text, with all its digits. */
export function exactValue({ value, text }: ScalarNode): PrintValue {
  if (typeof value !== 'number') return value
  const exact = /^-?[1-9]\d*(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length > 15
  return exact ? new ExactNumber(text) : value
}
