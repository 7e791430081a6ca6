/** The list form: `unit.yaml` with steps that carry an `id`, and `input.yaml` beside it. */
import type { SourceFile } from '../source.ts'
import { entryOf, type ListNode, type MapNode, type Node, type ScalarNode } from '../tree/node.ts'
import { type InputSetNode, kindWord, type OlderStep, type Reading, readOlderStep } from '../tree/test.ts'
import { readYaml } from '../tree/yaml.ts'
import { readConfigs } from './config.ts'
import { type OlderInputs, olderInputs } from './inputs.ts'
import { type NamedValue, replaced, variablesOf } from './named-value.ts'
import type { OlderUnit } from './read.ts'

function read(file: SourceFile, reading: Reading): Node | undefined {
  const { node, diagnostics } = readYaml(file)
  reading.diagnostics.push(...diagnostics)
  return node
}

function mapsIn(list: ListNode | undefined, what: string, reading: Reading): MapNode[] {
  return (list?.items ?? []).flatMap((item) => {
    if (item.kind === 'map') return item
    reading.complain('wrong-type', `${what} is a map, not ${kindWord(item)}`, item.span)
    return []
  })
}

function nameOf(item: MapNode, what: string, reading: Reading): ScalarNode | undefined {
  const written = entryOf(item, 'name')?.value
  const name = reading.text(written, `the \`name\` of ${what}`)
  if (name?.text) return name
  if (!written || written.kind === 'scalar') reading.complain('missing-field', `${what} needs a \`name\``, item.span)
  return undefined
}

/** Reads `{ name, value }` items; without a name there is nothing that a value could be given to. */
function readPairs(items: readonly MapNode[], what: string, reading: Reading): NamedValue[] {
  return items.flatMap((item) => {
    const name = nameOf(item, what, reading)
    const value = reading.text(entryOf(item, 'value')?.value, `the \`value\` of ${what}`)
    return name ? { name, value, span: item.span } : []
  })
}

const SECTIONS = ['assertions', 'configs']

function warnAboutSections(map: MapNode, reading: Reading): void {
  for (const { key } of map.entries) {
    if (SECTIONS.includes(key.text)) continue
    reading.complain('unknown-section', `a unit has no section '${key.text}'`, key.span, {
      label: 'ignored',
      help: 'it has `assertions` and `configs`',
      warning: true,
    })
  }
}

export function readYamlUnit(file: SourceFile, reading: Reading): OlderUnit {
  const root = read(file, reading)
  const map = root?.kind === 'list' ? undefined : reading.map(root, 'a unit')
  if (map) warnAboutSections(map, reading)
  const assertions = map && entryOf(map, 'assertions')
  if (!assertions && root?.kind !== 'list' && reading.diagnostics.every(({ severity }) => severity !== 'error')) {
    reading.complain('empty-test', 'this unit has no `assertions`', root?.span ?? { file, start: 0, end: 0 })
  }
  const list = root?.kind === 'list' ? root : reading.list(assertions?.value, '`assertions`')
  const steps = mapsIn(list, 'a step', reading).flatMap((item): OlderStep[] =>
    [readOlderStep(item, reading) ?? []].flat(),
  )
  const configs = reading.list(map && entryOf(map, 'configs')?.value, '`configs`')
  const pairs = readPairs(mapsIn(configs, 'each of `configs`', reading), 'a config', reading)
  return {
    dialect: 'javascript',
    steps,
    ...(configs ? readConfigs(pairs, configs.span, reading) : {}),
  }
}

/** The children with the one `id` that belongs there; others are warned about. */
function childrenOf(parent: MapNode, id: string, reading: Reading): MapNode[] {
  const list = reading.list(entryOf(parent, 'children')?.value, '`children`')
  return mapsIn(list, `each of \`children\``, reading).filter((child) => hasId(child, [id], reading))
}

function hasId(item: MapNode, ids: readonly string[], reading: Reading): boolean {
  const id = entryOf(item, 'id')?.value
  if (id?.kind === 'scalar' && ids.includes(id.text)) return true
  const expected = ids.map((one) => `\`${one}\``).join(' or ')
  if (id?.kind === 'scalar') {
    reading.complain('out-of-place', `'${id.text}' does not belong here`, id.span, {
      label: 'ignored',
      help: `here stands ${expected}`,
      warning: true,
    })
  } else reading.complain('missing-field', `this has no \`id\``, item.span, { help: `write \`id: ${ids[0]}\`` })
  return false
}

function variablesIn(parent: MapNode, reading: Reading): MapNode {
  const variables = childrenOf(parent, 'variable', reading)
  return variablesOf(readPairs(variables, 'a variable', reading), parent.span, reading)
}

function readSet(set: MapNode, reading: Reading): InputSetNode {
  const name = reading.text(entryOf(set, 'name')?.value, 'the `name` of an input set')
  return { name: name ?? replaced(set, 'default'), values: variablesIn(set, reading) }
}

export function readYamlInputs(file: SourceFile, reading: Reading): OlderInputs {
  const list = reading.list(read(file, reading), 'an input file')
  const parts = mapsIn(list, 'each part of an input file', reading).filter((part) =>
    hasId(part, ['global', 'sets'], reading),
  )
  const of = (id: string): MapNode[] => parts.filter((part) => (entryOf(part, 'id')!.value as ScalarNode).text === id)
  const globals = of('global').map((part) => variablesIn(part, reading))
  const sets = of('sets').flatMap((part) => childrenOf(part, 'set', reading).map((set) => readSet(set, reading)))
  return olderInputs(globals, sets)
}
