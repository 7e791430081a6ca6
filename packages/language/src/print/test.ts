/** Writes tests and snippets in today's form. */
import { type PrintMap, type PrintValue, printYaml, Styled } from './yaml.ts'

export interface PrintStep {
  readonly component: string
  /** A scalar for the primary field alone, a list for steps alone, nothing for a component without input. */
  readonly input?: PrintValue | undefined
  readonly title?: string | undefined
  readonly skip?: string | undefined
  /** Lines above the step, without `#`. */
  readonly comment?: string | undefined
}

export interface PrintTest {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly config?: PrintMap | undefined
  readonly globals?: PrintMap | undefined
  /** Input sets by name, or the path of a file that holds them. */
  readonly inputs?: PrintMap | string | undefined
  readonly before?: readonly PrintStep[] | undefined
  readonly steps: readonly PrintStep[]
  readonly finally?: readonly PrintStep[] | undefined
}

function stepValue({ component, input, title, skip, comment }: PrintStep): PrintValue {
  const beside: [string, PrintValue][] = []
  if (title !== undefined) beside.push(['title', title])
  if (skip !== undefined) beside.push(['skip', skip])
  const alone = input === undefined && beside.length === 0
  const value = alone ? component : new Map<string, PrintValue>([[component, input ?? null], ...beside])
  return new Styled(value, { comment, block: true })
}

/** Steps as a value, to stand in the input of a step that contains them. */
export function stepsValue(steps: readonly PrintStep[]): PrintValue {
  return new Styled(steps.map(stepValue), { block: true })
}

/** Writes a snippet: a list of steps. */
export function printSteps(steps: readonly PrintStep[]): string {
  return printYaml(stepsValue(steps))
}

/** Writes a test, its sections in the order in which they are read, apart from each other. */
export function printTest(test: PrintTest): string {
  const head = new Map<string, PrintValue>()
  if (test.name !== undefined) head.set('name', test.name)
  if (test.description !== undefined) head.set('description', test.description)
  if (test.tags && test.tags.length > 0) head.set('tags', test.tags)
  const sections: (readonly [string, PrintValue | undefined])[] = [
    ['config', test.config],
    ['globals', test.globals],
    ['inputs', test.inputs],
    ['before', test.before && stepsValue(test.before)],
    ['steps', stepsValue(test.steps)],
    ['finally', test.finally && stepsValue(test.finally)],
  ]
  const parts = sections.flatMap(([key, value]) =>
    value === undefined ? [] : [printYaml(new Map([[key, new Styled(value, { block: true })]]))],
  )
  return [...(head.size > 0 ? [printYaml(head)] : []), ...parts].join('\n')
}
