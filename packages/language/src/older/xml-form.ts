/** The XML form: `unit.xml` with one element for each step, and `input.xml` beside it. */
import type { SourceFile } from '../source.ts'
import { entryOf, type MapNode, type ScalarNode } from '../tree/node.ts'
import type { InputSetNode, OlderStep, Reading } from '../tree/test.ts'
import { readConfigs } from './config.ts'
import { type OlderInputs, olderInputs } from './inputs.ts'
import { type NamedValue, replaced, variablesOf } from './named-value.ts'
import type { OlderUnit } from './read.ts'
import { readXml, type XmlElement } from './xml.ts'

function readRoot(file: SourceFile, name: string, reading: Reading): XmlElement | undefined {
  const { root, diagnostics } = readXml(file)
  reading.diagnostics.push(...diagnostics)
  if (!root || root.name.text === name) return root
  const help = `it begins with \`<${name}>\``
  reading.complain('wrong-root', `this file begins with \`<${root.name.text}>\``, root.name.span, { help })
  return undefined
}

function attribute(element: XmlElement, name: string): ScalarNode | undefined {
  const value = entryOf(element.attributes, name)?.value
  return value?.kind === 'scalar' ? value : undefined
}

function warnAboutText({ text, name, blank }: XmlElement, reading: Reading): void {
  if (!text || blank) return
  reading.complain('out-of-place', `text directly in \`<${name.text}>\` means nothing`, text.span, {
    label: 'ignored',
    warning: true,
  })
}

/** The children of the given names; others are warned about. */
function childrenOf(parent: XmlElement, names: readonly string[], reading: Reading): XmlElement[] {
  warnAboutText(parent, reading)
  return parent.children.filter(({ name }) => {
    if (names.includes(name.text)) return true
    const expected = names.map((one) => `\`<${one}>\``).join(', ')
    reading.complain('out-of-place', `\`<${name.text}>\` does not belong in \`<${parent.name.text}>\``, name.span, {
      label: 'ignored',
      help: expected ? `here stands ${expected}` : 'it holds nothing but text',
      warning: true,
    })
    return false
  })
}

function stepOf({ name, span, attributes, children, text, blank }: XmlElement): OlderStep {
  return {
    form: 'older',
    carrier: 'xml',
    span,
    component: name,
    fields: attributes,
    children: children.map(stepOf),
    ...(text && !blank ? { text } : {}),
  }
}

function nameOf(element: XmlElement, reading: Reading): ScalarNode | undefined {
  const name = attribute(element, 'name')
  if (!name?.text) reading.complain('missing-field', `\`<${element.name.text}>\` needs a \`name\``, element.name.span)
  return name?.text ? name : undefined
}

function readConfig(element: XmlElement, reading: Reading): NamedValue[] {
  const name = nameOf(element, reading)
  return name ? [{ name, value: attribute(element, 'value') ?? element.text, span: element.span }] : []
}

/** Reads `unit.xml`. */
export function readXmlUnit(file: SourceFile, reading: Reading): OlderUnit {
  const unit: OlderUnit = { dialect: 'groovy', steps: [] }
  const root = readRoot(file, 'unit', reading)
  if (!root) return unit
  const sections = childrenOf(root, ['requirements', 'configs', 'sequence'], reading)
  const sequences = sections.filter(({ name }) => name.text === 'sequence')
  if (sequences.length === 0) reading.complain('empty-test', 'this unit has no `<sequence>`', root.name.span)
  for (const sequence of sequences) warnAboutText(sequence, reading)
  const steps = sequences.flatMap(({ children }) => children.map(stepOf))
  const configs = sections.filter(({ name }) => name.text === 'configs')
  const pairs = configs.flatMap((section) =>
    childrenOf(section, ['config'], reading).flatMap((one) => readConfig(one, reading)),
  )
  return { ...unit, steps, ...(configs[0] ? readConfigs(pairs, configs[0].span, reading) : {}) }
}

function variablesIn(parent: XmlElement, reading: Reading): MapNode {
  const pairs = childrenOf(parent, ['param'], reading).flatMap((param): NamedValue[] => {
    childrenOf({ ...param, blank: true }, [], reading)
    const name = nameOf(param, reading)
    return name ? [{ name, value: param.text, span: param.span }] : []
  })
  return variablesOf(pairs, parent.span, reading)
}

function readSet(set: XmlElement, reading: Reading): InputSetNode {
  return { name: attribute(set, 'name') ?? replaced(set.name, 'default'), values: variablesIn(set, reading) }
}

/** Reads `input.xml`. */
export function readXmlInputs(file: SourceFile, reading: Reading): OlderInputs {
  const root = readRoot(file, 'sets', reading)
  if (!root) return {}
  const parts = childrenOf(root, ['global', 'set'], reading)
  const globals = parts.filter(({ name }) => name.text === 'global').map((part) => variablesIn(part, reading))
  const sets = parts.filter(({ name }) => name.text === 'set').map((part) => readSet(part, reading))
  return olderInputs(globals, sets)
}
