import { ExactNumber, type Node, type ScalarNode } from '@merlon/language'
import type { ValuePlan } from '../fields.ts'
import type { Compiler } from './compiler.ts'

const LOOKS_LIKE_PATH = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])+$/

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** A number that a double cannot hold keeps its digits. */
function exactOrNumber(node: ScalarNode, compiler: Compiler): unknown {
  const { value, text } = node
  if (typeof value !== 'number' || !NUMBER.test(text)) return value
  const digits = text.replace(/^[+-]/, '')
  if (/^0\d/.test(digits)) {
    compiler.reading.complain('number-or-text', `\`${text}\` is read as the number ${value}`, node.span, {
      warning: true,
      help: `write "${text}" to keep it as text`,
    })
  } else if (digits.replace(/\D/g, '').length > 17 || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    compiler.reading.complain(
      'number-or-text',
      `\`${text}\` has more digits than a number can hold everywhere`,
      node.span,
      { warning: true, help: `write "${text}" to keep it as text` },
    )
    return new ExactNumber(text)
  }
  return value
}

function warnOfPath(node: ScalarNode, compiler: Compiler): void {
  if (node.quoted || !LOOKS_LIKE_PATH.test(node.text)) return
  const root = /^\w+/.exec(node.text)?.[0] ?? ''
  if (!compiler.knownNames.has(root)) return
  compiler.reading.complain(
    'text-or-path',
    `this is the text '${node.text}', not the value of the variable`,
    node.span,
    {
      warning: true,
      label: `did you mean \`\${${node.text}}\`?`,
      help: 'quote it, if the text is meant',
    },
  )
}

function scalar(node: ScalarNode, compiler: Compiler, what: string): ValuePlan {
  if (typeof node.value !== 'string') return { is: 'constant', value: exactOrNumber(node, compiler) }
  const template = compiler.template(node, what)
  if (!template) return { is: 'constant', value: node.text }
  if (template.constant !== undefined) return { is: 'constant', value: template.constant }
  return { is: 'text', template, node }
}

function isConstant(plan: ValuePlan): plan is { is: 'constant'; value: unknown } {
  return plan.is === 'constant'
}

/** Compiles any YAML value; parts without `${ }` become constants. `top` warns when text looks like a variable's path. */
export function compileValue(node: Node, compiler: Compiler, what: string, { top = false } = {}): ValuePlan {
  if (node.kind === 'scalar') {
    if (top) warnOfPath(node, compiler)
    return scalar(node, compiler, what)
  }
  if (node.kind === 'list') {
    const items = node.items.map((item) => compileValue(item, compiler, what))
    return items.every(isConstant) ? { is: 'constant', value: items.map((item) => item.value) } : { is: 'list', items }
  }
  const entries = node.entries.map(({ key, value }) => {
    const name = compiler.template(key, what)
    const plan = compileValue(value, compiler, what)
    return { key: name === undefined ? key.text : (name.constant ?? name), value: plan }
  })
  const constants = entries.flatMap(({ key, value }) =>
    typeof key === 'string' && isConstant(value) ? [[key, value.value] as const] : [],
  )
  // fromEntries makes own properties, so a key such as `__proto__` stays data.
  return constants.length === entries.length
    ? { is: 'constant', value: Object.fromEntries(constants) }
    : { is: 'map', entries }
}
