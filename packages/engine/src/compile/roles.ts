/** How each role reads a node. Adding a role is one entry here. */
import { kindWord, type Node, type ScalarNode, suggest } from '@merlon/language'
import type { Amount, AnyField, Role, TemplateInput } from '../fields.ts'
import { readAmount } from './amounts.ts'
import type { Compiler } from './compiler.ts'
import { saysNothing } from './nothing.ts'
import { compileObject } from './object.ts'
import { compileStepList } from './step.ts'
import { compileValue } from './value.ts'

type Reader<R extends Role['role']> = (
  node: Node,
  spec: Extract<Role, { role: R }>,
  compiler: Compiler,
  what: string,
) => unknown

function templateInput(node: Node, compiler: Compiler, what: string): TemplateInput | undefined {
  const template = compiler.template(node, what)
  return template && { is: 'template', template, node }
}

function literal(node: Node, compiler: Compiler, what: string): ScalarNode | undefined {
  if (node.kind === 'scalar') return node
  compiler.reading.complain('wrong-type', `${what} takes text, not ${kindWord(node)}`, node.span)
  return undefined
}

const amount = (node: Node, spec: Role, compiler: Compiler, what: string): Amount | undefined => {
  const template = templateInput(node, compiler, what)
  if (!template) return undefined
  if (template.template.constant === undefined) return { is: 'amount', template, role: spec }
  const read = readAmount(template.template.constant, spec)
  if ('value' in read) return read.value
  compiler.reading.complain('wrong-type', `${what} ${read.problem}, not '${template.template.constant}'`, node.span, {
    help: read.help,
  })
  return undefined
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false }

const readers: { readonly [R in Role['role']]: Reader<R> } = {
  expression: (node, _spec, compiler, what) => {
    const expression = compiler.expression(node, what)
    return expression && { is: 'expression', expression, node }
  },
  script: (node, _spec, compiler, what) => {
    const text = literal(node, compiler, what)
    const expression = text && compiler.script(text)
    return expression && { is: 'expression', expression, node }
  },
  template: (node, _spec, compiler, what) => templateInput(node, compiler, what),
  file: (node, _spec, compiler, what) => {
    const input = templateInput(node, compiler, what)
    const path = input?.template.constant
    if (path) compiler.mentions.files.set(path, { span: node.span, warning: compiler.lenient })
    return input
  },
  value: (node, _spec, compiler, what) => ({
    is: 'value',
    value: compileValue(node, compiler, what, { top: true }),
    node,
  }),
  text: (node, _spec, compiler, what) => literal(node, compiler, what)?.text,
  name: (node, _spec, compiler, what) => {
    const name = literal(node, compiler, what)?.text.trim()
    if (name === undefined) return undefined
    if (/^[A-Za-z_$][\w$]*$/.test(name) && !/^_\d/.test(name)) {
      compiler.hides(name, node.span)
      return name
    }
    compiler.reading.complain('bad-name', `'${name}' cannot name a variable`, node.span, {
      help: /^_\d/.test(name)
        ? 'names such as `_1` belong to loops'
        : 'a name has letters, digits and `_`, and does not begin with a digit',
    })
    return undefined
  },
  duration: amount,
  number: amount,
  bytes: amount,
  boolean: (node, _spec, compiler, what) => {
    const text = node.kind === 'scalar' ? node.text.trim().toLowerCase() : ''
    const value = WORDS[text]
    if (value === undefined)
      compiler.reading.complain(
        'wrong-type',
        `${what} takes true or false, not ${node.kind === 'scalar' ? `'${node.text}'` : kindWord(node)}`,
        node.span,
      )
    return value
  },
  choice: (node, { options }, compiler, what) => {
    const text = literal(node, compiler, what)?.text.trim()
    if (text === undefined || options.includes(text)) return text
    const near = suggest(text, options)
    compiler.reading.complain('unknown-choice', `${what} cannot be '${text}'`, node.span, {
      ...(near ? { label: `did you mean '${near}'?` } : {}),
      help: `it takes ${options.join(', ')}`,
    })
    return undefined
  },
  steps: (node, _spec, compiler, what) => ({ is: 'steps', steps: compileStepList(node, compiler, what) }),
  list: (node, { of }, compiler, what) => {
    const items = node.kind === 'list' ? node.items : [node]
    return items.flatMap((item) => {
      const compiled = compileField(of, item, compiler, `each item of ${what}`)
      return compiled === undefined ? [] : [compiled]
    })
  },
  map: (node, { of }, compiler, what) => {
    const map = compiler.reading.map(node, what)
    const entries = (map?.entries ?? []).flatMap(({ key, value }) => {
      if (saysNothing(of.spec, value))
        compiler.reading.complain('missing-field', `'${key.text}' of ${what} holds nothing`, key.span, {
          help: `${of.summary}; leave the name out where there is nothing`,
        })
      const compiled = compileField(of, value, compiler, `'${key.text}' of ${what}`)
      return compiled === undefined ? [] : [[key.text, compiled] as const]
    })
    return Object.fromEntries(entries)
  },
  object: (node, { fields, oneOf = [], atMostOneOf = [] }, compiler, what) => {
    const map = compiler.reading.map(node, what)
    return map && compileObject(map.entries, { fields, what, owner: map.span, oneOf, atMostOneOf }, compiler).input
  },
  either: (node, { of }, compiler, what) => {
    const fitting = of.find((one) => fits(one.spec, node)) ?? of[0]
    return fitting && compileField(fitting, node, compiler, what)
  },
}

/** Whether a node is of the YAML kind that a role reads; `either` chooses by it. */
function fits(spec: Role, node: Node): boolean {
  switch (spec.role) {
    case 'object':
    case 'map':
      return node.kind === 'map'
    case 'list':
    case 'steps':
      return node.kind === 'list'
    case 'boolean':
      return node.kind === 'scalar' && typeof node.value === 'boolean'
    case 'choice':
      return node.kind === 'scalar' && spec.options.includes(node.text)
    case 'number':
      return node.kind === 'scalar' && typeof node.value === 'number'
    case 'value':
      return true
    default:
      return node.kind === 'scalar'
  }
}

/** Compiles a field's node; `undefined` when it is empty or wrong (and then said so). */
export function compileField(one: AnyField, node: Node, compiler: Compiler, what: string): unknown {
  const { spec, keys } = one
  if (saysNothing(spec, node)) return undefined
  if (keys && node.kind === 'map') for (const { key } of node.entries) compiler.hides(key.text, key.span)
  // The table's type ties each reader to its own spec; TypeScript cannot see that through the look-up.
  return (readers[spec.role] as Reader<Role['role']>)(node, spec, compiler, what)
}
