/**
 * Turns nodes into compiled fields, by role, collecting everything that is wrong.
 *
 * One compiler serves one file: expressions and templates found on the way report their variables and helpers here.
 */
import {
  compileExpression,
  compileScript,
  type Dialect,
  type Expression,
  isNothing,
  kindWord,
  type Node,
  parseTemplate,
  Reading,
  type ScalarNode,
  type Span,
  type SyntaxProblem,
  scalarNode,
  spanWithin,
  type Template,
} from '@merlon/language'
import type { DiagnosticCode } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import type { AnyField, ValuePlan } from '../fields.ts'
import type { Mentions } from './mentions.ts'
import { compileField } from './roles.ts'

export interface CompileOptions {
  readonly catalog: Catalog
  readonly dialect: Dialect
  /** Names of stored variables, for warnings about values that look like one. */
  readonly knownNames: ReadonlySet<string>
}

export class Compiler {
  readonly catalog: Catalog
  readonly dialect: Dialect
  readonly knownNames: Set<string>
  readonly reading = new Reading()
  readonly helpers = new Set<string>()
  readonly mentions: Mentions = { snippets: new Map(), files: new Map(), looks: [] }
  /** In the older forms, what is unknown or missing warns. */
  lenient = false
  reads = new Set<string>()

  constructor({ catalog, dialect, knownNames }: CompileOptions) {
    this.catalog = catalog
    this.dialect = dialect
    this.knownNames = new Set(knownNames)
  }

  private get options(): { dialect: Dialect; helperNames: ReadonlySet<string> } {
    return { dialect: this.dialect, helperNames: this.catalog.helperNames }
  }

  private note(found: Expression | Template): void {
    for (const name of found.names) this.reads.add(name)
    for (const helper of found.helpers) this.helpers.add(helper)
  }

  problem(code: DiagnosticCode, node: ScalarNode, { message, start, end, help }: SyntaxProblem): void {
    const hash = this.commentAfter(node)
    this.reading.complain(code, message, spanWithin(node, start, Math.max(end, start + 1)), {
      help: hash ? 'YAML takes ` #` and all that follows in an unquoted value as a comment: quote the value' : help,
    })
  }

  /** An unquoted value cut off by ` #` is the likeliest reason for a broken expression before a comment. */
  private commentAfter(node: ScalarNode): boolean {
    const { file, end } = node.span
    return !node.quoted && /^[ \t]+#/.test(file.text.slice(end, end + 8))
  }

  /** Warns of a variable with the name of a helper, which expressions would see in its place. */
  hides(name: string, span: Span): void {
    if (!this.catalog.helperNames.has(name)) return
    this.reading.complain(
      'bad-name',
      `\`${name}\` is a helper in expressions, so no expression sees this variable`,
      span,
      {
        warning: true,
        help: 'give the variable another name',
      },
    )
  }

  /** Compiles a field's node by its role; `undefined` when it is empty or wrong (and then said so). */
  field(one: AnyField, node: Node, what: string): unknown {
    return compileField(one, node, this, what)
  }

  /** Code, without `${ }`; one `${ }` around all of it is taken off, with a warning. */
  expression(node: Node, what: string): Expression | undefined {
    if (node.kind !== 'scalar') {
      this.reading.complain('wrong-type', `${what} takes an expression, not ${kindWord(node)}`, node.span, {
        help: 'quote it, if it is meant as code',
      })
      return undefined
    }
    const wrapped = /^\s*\$\{([\s\S]*)\}\s*$/.exec(node.text)
    if (wrapped) {
      const template = parseTemplate(node.text.trim(), this.options)
      if ('template' in template && template.template.single) {
        this.reading.complain('needless-template', `${what} is code already`, node.span, {
          warning: true,
          help: `write \`${template.template.single.source.trim()}\` without \`\${ }\``,
        })
        this.note(template.template.single)
        return template.template.single
      }
    }
    const compiled = compileExpression(node.text, this.options)
    if ('problem' in compiled) {
      // Whoever writes `${` in code takes it for a template.
      const template = /\$\{/.test(node.text) && !node.text.includes('`')
      const help = template ? 'an expression is code already: write names without `${ }`' : compiled.problem.help
      this.problem('bad-expression', node, { ...compiled.problem, ...(help === undefined ? {} : { help }) })
      return undefined
    }
    this.note(compiled.expression)
    return compiled.expression
  }

  /** A function body that ends in `return`. */
  script(node: ScalarNode): Expression | undefined {
    const compiled = compileScript(node.text, this.options)
    if ('problem' in compiled) {
      this.problem('bad-script', node, compiled.problem)
      return undefined
    }
    this.note(compiled.expression)
    return compiled.expression
  }

  template(node: Node, what: string): Template | undefined {
    if (node.kind !== 'scalar') {
      this.reading.complain(
        'wrong-type',
        `${what} takes text, not ${kindWord(node)}`,
        node.span,
        node.kind === 'map' ? { help: 'quote it, if it is meant as text' } : {},
      )
      return undefined
    }
    const parsed = parseTemplate(isNothing(node) ? '' : node.text, this.options)
    if ('problem' in parsed) {
      this.problem('bad-template', node, parsed.problem)
      return undefined
    }
    this.note(parsed.template)
    return parsed.template
  }

  /** A text from outside any file; what is no template is taken as it is. */
  text(text: string): ValuePlan {
    const parsed = parseTemplate(text, this.options)
    if ('problem' in parsed) return { is: 'constant', value: text }
    this.note(parsed.template)
    if (parsed.template.constant !== undefined) return { is: 'constant', value: parsed.template.constant }
    const node = scalarNode({ path: '', text }, [0, text.length], { value: text, text, style: 'plain' })
    return { is: 'text', template: parsed.template, node }
  }

  /** Runs `compile`, and gives the variables that were read meanwhile instead of adding them to those around. */
  readsOf<T>(compile: () => T): { result: T; reads: string[] } {
    const outer = this.reads
    this.reads = new Set()
    const result = compile()
    const reads = [...this.reads]
    this.reads = outer
    return { result, reads }
  }
}
