/** Both older forms write variables and settings as pairs of a name and a value. */
import type { Span } from '../source.ts'
import type { Entry, MapNode, ScalarNode } from '../tree/node.ts'
import { isNothing, type Reading } from '../tree/test.ts'

export interface NamedValue {
  readonly name: ScalarNode
  /** Absent where nothing is written. */
  readonly value: ScalarNode | undefined
  readonly span: Span
}

/** The scalar with other words in its place; every character of them is found at its beginning. */
export function replaced(node: { readonly span: Span }, value: ScalarNode['value'], text = String(value)): ScalarNode {
  const { span } = node
  return { kind: 'scalar', span, value, text, quoted: typeof value === 'string', locate: () => span.start }
}

/** Values of input files are text, whatever YAML would make of them; nothing is empty text. */
function asText({ value, span }: NamedValue): ScalarNode {
  if (!value || isNothing(value)) return replaced(value ?? { span }, '')
  return { ...value, value: value.text, quoted: true }
}

/** Variables as a map of texts. A name written twice takes its last value, with a warning. */
export function variablesOf(pairs: readonly NamedValue[], span: Span, reading: Reading): MapNode {
  const entries = new Map<string, Entry>()
  for (const pair of pairs) {
    const { name } = pair
    if (entries.has(name.text)) {
      reading.complain('duplicate-key', `the variable '${name.text}' is written twice`, name.span, {
        label: 'this one counts',
        help: 'keep one of them',
        warning: true,
      })
    }
    entries.set(name.text, { key: name, value: asText(pair) })
  }
  return { kind: 'map', span, entries: [...entries.values()] }
}
