/** Texts, keys and numbers as JavaScript writes them. */
import type { Expression, GroovyMap, Literal, TemplateLiteral } from '../nodes.ts'
import { levels, type Printed, type Printer, printed } from './printer.ts'

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' }

function escaped(text: string, also: RegExp): string {
  return text
    .replace(also, '\\$&')
    .replace(/[\0-\x1f\u2028\u2029]/g, (one) => ESCAPES[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function quoted(text: string): string {
  return `'${escaped(text, /[\\']/g)}'`
}

export function literal(node: Literal): Printed {
  if (typeof node.value === 'string') return printed(quoted(node.value), levels.primary)
  return printed(typeof node.value === 'number' ? node.raw : String(node.value), levels.primary)
}

export function template(node: TemplateLiteral, p: Printer): Printed {
  const parts = node.quasis.map(({ value }, at) => {
    const hole = node.expressions[at]
    // Line breaks stay as they are: that is what such texts are for.
    const text = value.cooked
      .split('\n')
      .map((line) => escaped(line, /[\\`]|\$(?=\{)/g))
      .join('\n')
    return hole ? `${text}\${${p.argument(hole)}}` : text
  })
  return printed(`\`${parts.join('')}\``, levels.primary)
}

export const isPlainName = (name: string): boolean => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)

export function map(node: GroovyMap, p: Printer): Printed {
  if (node.entries.length === 0) {
    p.change('`[:]` became `{}`')
    return printed('{}', levels.primary)
  }
  p.change('maps `[a: 1]` became objects `{ a: 1 }`')
  const entries = node.entries.map(({ key, value }) => `${mapKey(key, p)}: ${p.argument(value)}`)
  return printed(`{ ${entries.join(', ')} }`, levels.primary)
}

function mapKey(key: Expression, p: Printer): string {
  if (key.type !== 'Literal' || key.value === null || typeof key.value === 'boolean') return `[${p.argument(key)}]`
  if (typeof key.value === 'number') return key.raw
  if (key.value === '__proto__') return "['__proto__']"
  return isPlainName(key.value) ? key.value : quoted(key.value)
}
