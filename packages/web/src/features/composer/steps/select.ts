/** Selecting steps by click and key, as lists everywhere do it. */
import type { StepId } from '../../../document/session.ts'

export interface Modifiers {
  readonly shift: boolean
  readonly toggle: boolean
}

export interface Selected {
  readonly selection: readonly StepId[]
  /** Where the next range begins. */
  readonly anchor: StepId
}

/** What is selected after `id` was chosen; `order` are all steps as they are shown. */
export function choose(
  id: StepId,
  { shift, toggle }: Modifiers,
  before: { readonly selection: readonly StepId[]; readonly anchor: StepId | undefined },
  order: readonly StepId[],
): Selected {
  const from = before.anchor === undefined ? -1 : order.indexOf(before.anchor)
  if (shift && from >= 0) {
    const to = order.indexOf(id)
    const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
    // The inspector shows the last one: that which was chosen.
    return { selection: to < from ? range.toReversed() : range, anchor: before.anchor! }
  }
  if (!toggle) return { selection: [id], anchor: id }
  const without = before.selection.filter((one) => one !== id)
  return { selection: without.length < before.selection.length ? without : [...without, id], anchor: id }
}
