/** Steps that are written behind the step whose response is looked at. */
import { eachOutlineStep, insertSteps, type OutlineStep, pathKey, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { useMemo } from 'react'
import { useAnswer } from '../../api/queries.ts'
import type { StepId } from '../../document/session.ts'
import { toast } from '../../ui/toast.tsx'
import { type Composer, useComposer } from '../composer/composer.ts'

export interface Writing {
  readonly catalog: CatalogDocument
  /** The variable that holds the body. */
  readonly root: string
  /** Names of variables that there are. */
  readonly taken: readonly string[]
  /** Inserts steps behind the step and what was written from it before; shows the first of them where asked. */
  insert(yaml: string, label: string, options?: { readonly show?: boolean }): void
}

function rootOf(composer: Composer, step: OutlineStep): string | undefined {
  const field = composer.component(step.component)?.fields.find(({ writes, role }) => writes && role === 'name')
  if (!field) return undefined
  const names = [field.name, ...(field.aliases ?? [])]
  const written = names.map((name) => step.fields[name]?.value).find((value) => typeof value === 'string')
  return String(written ?? field.default ?? '') || undefined
}

/** The place behind a step and behind the steps that work on its answer. */
function placeBehind(composer: Composer, step: OutlineStep): number {
  const { outline } = composer.session.current
  const list = pathKey(step.path.slice(0, -1))
  const lists = [...outline.sections, ...eachOutlineStep(outline).flatMap((one) => one.lists)]
  const steps = lists.find(({ path }) => pathKey(path) === list)?.steps ?? []
  let index = Number(step.path.at(-1)) + 1
  const works = ({ component }: OutlineStep): boolean => {
    const category = composer.component(component)?.category
    return category === 'assertions' || category === 'variables'
  }
  while (steps[index] && works(steps[index]!)) index += 1
  return index
}

function inserting(composer: Composer, id: StepId): Writing['insert'] {
  return (yaml, label, { show = false } = {}) => {
    const { session, language } = composer
    const step = session.step(id)
    if (!step) return
    const idsNow = (): StepId[] => eachOutlineStep(session.current.outline).map((one) => session.idOf(one))
    const before = new Set(idsNow())
    const index = placeBehind(composer, step)
    const list = step.path.slice(0, -1)
    const done = composer.edit(label, (text) => insertSteps(text, list, index, yaml, shapesOf(language.catalog)))
    if (!done) return
    const first = idsNow().find((one) => !before.has(one))
    if (first === undefined) return
    if (show) composer.reveal(first)
    else toast('Added below the step', { action: { label: 'Show it', run: () => composer.reveal(first) } })
  }
}

/** Undefined where nothing can be written: the test is read-only, or the step keeps no answer. */
export function useWriting(id: StepId | undefined): Writing | undefined {
  const composer = useComposer()
  const { data } = useAnswer('listVariables', {})
  const { session, language } = composer
  const step = id === undefined ? undefined : session.step(id)
  const root = step && rootOf(composer, step)
  const { readOnly, checked, outline } = session.current
  return useMemo(() => {
    if (id === undefined || root === undefined || readOnly) return undefined
    const taken = [
      root,
      ...(checked?.steps.flatMap(({ writes }) => writes) ?? []),
      ...Object.keys(outline.globals),
      ...(outline.inputs.kind === 'sets' ? outline.inputs.sets.flatMap(({ values }) => Object.keys(values)) : []),
      ...(data?.variables.map(({ name }) => name) ?? []),
    ]
    return { catalog: language.catalog, root, taken, insert: inserting(composer, id) }
  }, [composer, id, root, readOnly, checked, outline, data, language])
}
