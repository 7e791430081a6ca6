/** Turns one test of the older forms into the text of a test in today's form. */
import { type Catalog, configFields } from '@merlon/engine'
import {
  type Dialect,
  type InputsNode,
  type MapNode,
  type OlderStep,
  type PrintMap,
  type PrintTest,
  printTest,
  readOlderTest,
  type SourceFile,
  type StepNode,
} from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import { Code, listWithin } from './code.ts'
import { fieldValue } from './fields.ts'
import { whyNotLoaded } from './loads.ts'
import { Notes } from './notes.ts'
import { importSteps } from './steps.ts'

export interface ImportedTest {
  /** Absent where there is nothing that could be a test. */
  readonly text?: string
  readonly found: number
  readonly kept: number
  readonly notes: Notes
}

export interface OlderTestSource {
  readonly unit: SourceFile
  readonly input?: SourceFile | undefined
  readonly name: string
}

/** What reading the older form says about a place that has no effect there either. */
const isLost = ({ severity, label, code }: Diagnostic): boolean =>
  severity === 'error' || label === 'ignored' || code.startsWith('unknown-') || code === 'ignored-config'

/** Takes over what reading had to say. */
export function noteDiagnostics(diagnostics: readonly Diagnostic[], notes: Notes): void {
  for (const one of diagnostics) {
    const { file = '', line } = one.location ?? {}
    const at = { path: file, ...(line === undefined ? {} : { line }) }
    if (isLost(one)) notes.lost(at, one.message)
    else if (one.code !== 'empty-test') notes.changed(at, one.message)
  }
}

export const olderSteps = (steps: readonly StepNode[]): OlderStep[] =>
  steps.flatMap((step) => (step.form === 'older' ? step : []))

const withInner = (steps: readonly OlderStep[]): OlderStep[] =>
  steps.flatMap((step) => [step, ...withInner(step.children)])

const textOfField = ({ fields }: OlderStep, name: string): string => {
  const value = fields.entries.find(({ key }) => key.text === name)?.value
  return value?.kind === 'scalar' ? value.text.trim() : ''
}

/** Paths that a test treats as lists. Of XML it is not known: there a member of several elements is a list in both forms. */
function listsIn(steps: readonly OlderStep[], catalog: Catalog): Set<string> {
  const all = withInner(steps)
  const requests = all.filter(({ component }) => catalog.find(component.text)?.category === 'requests')
  if (requests.some((step) => textOfField(step, 'mode') !== 'json')) return new Set()
  const loops = all.filter(({ component }) => component.text === 'each')
  const arrays = all.filter((step) => step.component.text === 'assert-is' && textOfField(step, 'type') === 'array')
  return new Set([...loops, ...arrays].map((step) => textOfField(step, 'expression')))
}

/** What means something else in today's form, wherever it stands. */
function noteMeanings(
  steps: readonly OlderStep[],
  { dialect, lists }: { dialect: Dialect; lists: ReadonlySet<string> },
  notes: Notes,
): void {
  const all = withInner(steps)
  const typed = all.find(
    (step) => step.component.text === 'set' && /^\s*\$\{[\s\S]*\}\s*$/.test(textOfField(step, 'value')),
  )
  if (typed) notes.changed(typed.span, 'a value that is one `${ }` keeps its type; before, it became text')
  if (dialect !== 'groovy') return
  const loop = all.find(({ component }) => component.text === 'each')
  if (loop) notes.changed(loop.span, 'loops walk every element; before, a sample of a long list')
  const several = all.find((step) => {
    const path = textOfField(step, 'expression')
    return (
      ['all', 'one'].includes(textOfField(step, 'mode')) && path.includes('.') && listWithin(path, lists) === undefined
    )
  })
  if (several) {
    notes.changed(
      several.span,
      'a list has no members of its elements: where one is meant, write `list.map(item => item.member)`',
    )
  }
}

const texts = (values: MapNode, code: Code): PrintMap =>
  new Map(values.entries.map(({ key, value }) => [key.text, value.kind === 'scalar' ? code.storedText(value) : '']))

/** A single set without a name of its own and without variables says nothing. */
function inputsOf(inputs: InputsNode | undefined, code: Code): PrintMap | undefined {
  if (inputs?.kind !== 'sets' || inputs.sets.length === 0) return undefined
  const [first, second] = inputs.sets
  if (!second && first?.name.text === 'default' && first.values.entries.length === 0) return undefined
  return new Map(inputs.sets.map(({ name, values }) => [name.text, texts(values, code)]))
}

function configOf(config: MapNode, catalog: Catalog, code: Code): PrintMap {
  const fields = configFields(catalog)
  const entries = config.entries.flatMap(({ key, value }) => {
    const spec = fields[key.text]?.spec
    const printed = spec && fieldValue(value, spec, code)
    return printed === undefined ? [] : [[key.text, printed] as const]
  })
  return new Map(entries)
}

/** Imports a unit with the input beside it. */
export async function importTest(source: OlderTestSource, catalog: Catalog): Promise<ImportedTest> {
  const { test, diagnostics } = await readOlderTest(source)
  const notes = new Notes()
  noteDiagnostics(diagnostics, notes)
  const steps = olderSteps(test.steps)
  if (steps.length === 0) {
    notes.lost({ file: source.unit, start: 0 }, 'this test is left out, because it has no steps')
    return { found: 0, kept: 0, notes }
  }
  const lists = listsIn(steps, catalog)
  const { dialect } = test
  const codeFor = (to: Notes): Code => new Code({ dialect, helperNames: catalog.helperNames, notes: to, lists })
  const imported = await importSteps(steps, catalog, codeFor)
  noteMeanings(steps, { dialect, lists }, notes)
  notes.add(imported.notes)
  const code = codeFor(notes)
  const printed: PrintTest = {
    name: source.name,
    config: test.config && configOf(test.config, catalog, code),
    globals: test.globals && texts(test.globals, code),
    inputs: inputsOf(test.inputs, code),
    steps: imported.steps,
  }
  const reason = await whyNotLoaded(printed, catalog)
  if (reason !== undefined) notes.lost({ file: source.unit, start: 0 }, `this test does not load yet: ${reason}`)
  return { text: printTest(printed), found: imported.found, kept: imported.kept, notes }
}
