/** The entries of a step's menu. */
import type { ComponentDocument } from '@merlon/protocol'
import type { StepId } from '../../../document/session.ts'
import type { Composer } from '../composer.ts'
import { siblingsOf, wrappers } from './siblings.ts'
import type { StepActions } from './step-actions.ts'
import type { StepMenuEntry } from './step-menu.tsx'

export interface MenuDeeds {
  readonly copy: () => void
  readonly extract: () => void
  readonly insertAfter: () => void
}

export function wrapEntries(composer: Composer, actions: StepActions, ids: readonly StepId[]): StepMenuEntry[] {
  return wrappers(composer.language.catalog).map((component) => ({
    label: component.title,
    about: component.name,
    run: () => actions.wrap(ids, component),
  }))
}

/** What a single step can be turned into. */
export function turnEntries(composer: Composer, actions: StepActions, ids: readonly StepId[]): StepMenuEntry[] {
  const [id] = ids
  const step = id === undefined || ids.length > 1 ? undefined : composer.session.step(id)
  const component = step && composer.component(step.component)
  if (!step || !component) return []
  return siblingsOf(composer.language.catalog, component, step).map((to: ComponentDocument) => ({
    label: to.title,
    about: to.name,
    run: () => actions.transform(id!, to),
  }))
}

export function stepEntries(
  composer: Composer,
  actions: StepActions,
  ids: readonly StepId[],
  deeds: MenuDeeds,
): StepMenuEntry[] {
  const [id] = ids
  const step = id === undefined ? undefined : composer.session.step(id)
  if (id === undefined || !step) return []
  const { readOnly, kind } = composer.session.current
  const one = ids.length === 1
  const busy = composer.running !== undefined
  const run = (mode: 'to' | 'from' | 'only') => () => void composer.run({ step: id, mode })
  const running: StepMenuEntry[] =
    one && kind !== 'snippet'
      ? [
          { label: 'Send this step', keys: 'Mod+Shift+Enter', run: run('only'), disabled: busy },
          { label: 'Run to here', run: run('to'), disabled: busy },
          { label: 'Run from here', run: run('from'), disabled: busy },
        ]
      : []
  const copy: StepMenuEntry = { label: 'Copy', keys: 'Mod+C', run: deeds.copy }
  if (readOnly) return [...running, { ...copy, separated: true }]
  const skipped = actions.outermost(ids).every(({ skip }) => skip !== undefined)
  return [
    ...running,
    { label: 'Add a step after', keys: '/', run: deeds.insertAfter, separated: true },
    { label: 'Duplicate', keys: 'Mod+D', run: () => actions.duplicate(ids) },
    { label: 'Wrap in', inner: wrapEntries(composer, actions, ids) },
    ...(one && step.lists.length > 0 ? [{ label: 'Unwrap', run: () => actions.unwrap(id) }] : []),
    ...(one ? [{ label: 'Turn into', inner: turnEntries(composer, actions, ids) }] : []),
    { label: 'Extract to snippet…', run: deeds.extract },
    { label: skipped ? 'Enable' : 'Disable', keys: 'Mod+/', run: () => actions.toggleDisabled(ids) },
    { ...copy, separated: true },
    { label: 'Delete', keys: 'Delete', danger: true, run: () => actions.remove(ids) },
  ]
}
