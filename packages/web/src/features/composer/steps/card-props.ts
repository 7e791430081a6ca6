/** What a card shows, read from the document, the check and the runs. */
import type { StepId } from '../../../document/session.ts'
import { ownSource } from '../../../run/own-source.ts'
import type { Composer } from '../composer.ts'
import type { StepRow } from './rows.ts'
import type { CardProps } from './step-card.tsx'
import { type CheckedSteps, summaryOf } from './summary.ts'
import type { StepsState } from './use-steps.ts'

const countInside = ({ lists }: StepRow['step']): number =>
  lists.flatMap(({ steps }) => steps).reduce((sum, step) => sum + 1 + countInside(step), 0)

interface Known {
  readonly composer: Composer
  readonly state: StepsState
  readonly checked: CheckedSteps
  readonly selected: ReadonlySet<StepId>
}

export function cardProps(row: StepRow, { composer, state, checked, selected }: Known): Omit<CardProps, 'handlers'> {
  const { id, step, depth, index, size, folded } = row
  const component = composer.component(step.component)
  const said = checked.of(id, ownSource(composer.session.current.text, step))
  const { text, writes } = summaryOf(step, component, said)
  const foldable = step.lists.length > 0
  return {
    id,
    depth,
    index,
    size,
    line: step.line,
    component,
    name: step.component,
    title: step.title,
    skip: step.skip,
    summary: text,
    writes: writes.join(', '),
    foldable,
    folded,
    inside: folded ? countInside(step) : 0,
    selected: selected.has(id),
    current: state.current === id,
    result: composer.result(id),
    loop: foldable ? composer.results.loop(id) : undefined,
    problems: checked.problemsOf(id),
    drop: state.drop && 'id' in state.drop && state.drop.id === id ? state.drop.where : undefined,
  }
}
