/** The fields of a step as a form's target: every change is a small edit of the text. */
import { type OutlineStep, type Path, renameKeyAt, setField, shapesOf, valueAt } from '@merlon/language'
import type { ComponentDocument } from '@merlon/protocol'
import { useMemo } from 'react'
import { ApiError } from '../../../../api/client.ts'
import type { StepId } from '../../../../document/session.ts'
import { toast } from '../../../../ui/toast.tsx'
import { keeperOf } from '../../../response/writing.ts'
import type { Composer } from '../../composer.ts'
import { fieldNamed } from './layout.ts'
import type { FormTarget } from './target.ts'
import { useWorld } from './use-world.ts'
import { moveToVault } from './vault.ts'
import { inside } from './written.ts'

/** The name under which a field is written in this step. */
function writtenName(step: OutlineStep, component: ComponentDocument, name: string): string {
  if (Object.hasOwn(step.fields, name)) return name
  const spelt = Object.keys(step.fields).find((one) => fieldNamed(component.fields, one)?.name === name)
  return spelt ?? name
}

/** Names that a loop gives its elements where nothing else is said. */
const ELEMENTS = ['_1', '_2', '_3']

const NO_LOCALS: readonly string[] = []

function localsOf({ fields }: ComponentDocument, step: OutlineStep): readonly string[] {
  const names = fields.filter(({ role, writes }) => role === 'name' && !writes)
  if (names.length === 0) return NO_LOCALS
  const written = names.map(({ name }) => step.fields[name]?.value).filter((value) => typeof value === 'string')
  return [...written, ...ELEMENTS]
}

class StepFields {
  composer: Composer
  readonly id: StepId
  readonly component: ComponentDocument
  private readonly shapes

  constructor(composer: Composer, id: StepId, component: ComponentDocument) {
    this.composer = composer
    this.id = id
    this.component = component
    this.shapes = shapesOf(composer.language.catalog)
  }

  private get step(): OutlineStep | undefined {
    return this.composer.session.step(this.id)
  }

  private written([first, ...rest]: Path): Path {
    const { step } = this
    return first === undefined || !step ? [] : [writtenName(step, this.component, String(first)), ...rest]
  }

  read(path: Path): unknown {
    const [name, ...rest] = this.written(path)
    const value = this.step?.fields[String(name)]?.value
    // `body:` with nothing behind it is as good as not there.
    return rest.length === 0 ? (value ?? undefined) : inside(value, rest)
  }

  source(path: Path): string {
    const { step } = this
    const [name, ...rest] = this.written(path)
    const field = step?.fields[String(name)]
    if (!step || !field) return ''
    if (rest.length === 0) return field.source
    const at = [...step.path, step.component, String(name), ...rest]
    return valueAt(this.composer.session.current.text, at)?.source ?? ''
  }

  write(path: Path, { value, source }: { value: unknown; source?: string }): void {
    const { step } = this
    if (!step) return
    const to = this.written(path)
    this.composer.edit(
      `editing ${path.join('.')}`,
      (text) => setField(text, step.path, to, value, this.shapes, source === undefined ? {} : { source }),
      `${this.id}/${path.join('/')}`,
    )
  }

  rename(path: Path, name: string): void {
    const { step } = this
    if (!step) return
    const at = [...step.path, step.component, ...this.written(path)]
    this.composer.edit(`renaming ${String(path.at(-1))}`, (text) => renameKeyAt(text, at, name))
  }

  async toVault(path: Path, value: string, wanted: string, secret: boolean, taken: readonly string[]): Promise<void> {
    try {
      const name = await moveToVault({ wanted, value, secret, taken }, this.composer.language.catalog)
      this.write(path, { value: `\${${name}}` })
      toast(secret ? `${name} is a secret in the vault now` : `${name} is in the vault now`)
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof Error)) throw error
      toast(error.message, { tone: 'fail' })
    }
  }
}

/** A step sets something rather than asks something: its fields say what will be. */
const tenseOf = ({ kind, category }: ComponentDocument): FormTarget['tense'] =>
  kind === 'request' || category === 'variables' ? 'will be' : 'now'

export function useStepTarget(
  composer: Composer,
  step: OutlineStep,
  component: ComponentDocument,
  errors: ReadonlyMap<string, string>,
): FormTarget {
  const id = composer.session.idOf(step)
  const world = useWorld(composer, step)
  const fields = useMemo(() => new StepFields(composer, id, component), [composer, id, component])
  const { names } = composer.language
  const { readOnly } = composer.session.current
  const locals = localsOf(component, step).join(' ')
  const keeper = keeperOf(composer.language.catalog)
  const isSecret = keeper?.component === component && step.fields[keeper.secret?.name ?? '']?.value === true
  return useMemo(
    (): FormTarget => ({
      readOnly,
      world,
      names,
      tense: tenseOf(component),
      masked: isSecret,
      locals: locals === '' ? NO_LOCALS : locals.split(' '),
      read: (path) => fields.read(path),
      source: (path) => fields.source(path),
      write: (path, entered) => fields.write(path, entered),
      rename: (path, to) => fields.rename(path, to),
      errorAt: ([name, ...rest]) => (rest.length === 0 ? errors.get(String(name)) : undefined),
      toVault: (path, value, name, secret) =>
        fields.toVault(
          path,
          value,
          name,
          secret,
          world.variables.map((one) => one.name),
        ),
    }),
    [fields, world, names, readOnly, component, errors, isSecret, locals],
  )
}
