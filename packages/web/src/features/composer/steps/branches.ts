/** Changes of the lists of steps to which an author gives names in a container. */
import { type OutlineStep, type Path, pathKey, renameKeyAt, type StepList, setField, shapesOf } from '@merlon/language'
import type { StepId } from '../../../document/session.ts'
import { toast } from '../../../ui/toast.tsx'
import type { Composer } from '../composer.ts'
import { freeBranchName } from './siblings.ts'

const inField = ({ session, language }: Composer, id: StepId, field: Path, value: unknown) => {
  const step = session.step(id)
  const shapes = shapesOf(language.catalog)
  return (text: string) =>
    step ? setField(text, step.path, field, value, shapes) : { problem: 'the step is not there any more' }
}

/** Adds an empty list and says what it is called; undefined where it could not be added. */
export function addBranch(composer: Composer, id: StepId, field: string, names: readonly string[]): string | undefined {
  const name = freeBranchName(names)
  return composer.edit(`adding ${name}`, inField(composer, id, [field, name], [])) ? name : undefined
}

export const renameBranch = (composer: Composer, list: Path, name: string): boolean =>
  composer.edit(`renaming ${String(list.at(-1))}`, (text) => renameKeyAt(text, list, name))

/** Removes a list with the steps in it. */
export function removeBranch(composer: Composer, id: StepId, list: Path): void {
  const name = String(list.at(-1))
  if (!composer.edit(`deleting ${name}`, inField(composer, id, list.slice(-2), undefined))) return
  composer.reveal(id)
  toast(`Deleted ${name}`, { action: { label: 'Undo', run: () => composer.session.undo() } })
}

/** The list above or below another one in a container, where the author named it. */
export function namedListBeside({ lists }: OutlineStep, list: Path, way: 'up' | 'down'): StepList | undefined {
  const at = lists.findIndex(({ path }) => pathKey(path) === pathKey(list))
  const next = lists[at + (way === 'up' ? -1 : 1)]
  return next?.field.includes('.') ? next : undefined
}
