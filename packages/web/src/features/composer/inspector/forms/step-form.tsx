/** The form of one step. */
import { type OutlineStep, setSkip, setTitle } from '@merlon/language'
import type { ComponentDocument } from '@merlon/protocol'
import { useMemo } from 'react'
import { useDocument } from '../../../../document/open.ts'
import { Checkbox, Field, TextInput } from '../../../../ui/field.tsx'
import { type Composer, useComposer } from '../../composer.ts'
import { useDraft } from './code-input.tsx'
import { FieldForm } from './field-form.tsx'
import { layoutOf } from './layout.ts'
import { useErrors } from './use-errors.ts'
import { useStepTarget } from './use-step-target.ts'

interface StepProps {
  readonly composer: Composer
  readonly step: OutlineStep
}

function TitleRow({ composer, step }: StepProps) {
  const { session } = composer
  const id = session.idOf(step)
  const draft = useDraft(step.title ?? '', (text) => {
    composer.edit(
      'editing the title',
      (source) => setTitle(source, step.path, text === '' ? undefined : text),
      `${id}/title`,
    )
    return session.step(id)?.title ?? ''
  })
  return (
    <Field label="Title">
      {(control) => (
        <TextInput
          {...control}
          value={draft.text}
          readOnly={session.current.readOnly}
          onChange={(event) => draft.type(event.target.value)}
          onBlur={draft.settle}
        />
      )}
    </Field>
  )
}

function DisabledRow({ composer, step }: StepProps) {
  const { session } = composer
  const id = session.idOf(step)
  const skip = (reason: string | undefined): void => {
    composer.edit(
      reason === undefined ? 'enabling' : 'disabling',
      (text) => setSkip(text, [step.path], reason),
      `${id}/skip`,
    )
  }
  const draft = useDraft(step.skip ?? '', (text) => {
    skip(text === '' ? 'disabled' : text)
    return session.step(id)?.skip ?? ''
  })
  return (
    <div className="mb-3">
      <Checkbox
        label="Disabled"
        checked={step.skip !== undefined}
        disabled={session.current.readOnly}
        onChange={(event) => skip(event.target.checked ? 'disabled' : undefined)}
      />
      {step.skip === undefined ? null : (
        <TextInput
          aria-label="Why it is disabled"
          value={draft.text}
          readOnly={session.current.readOnly}
          onChange={(event) => draft.type(event.target.value)}
          onBlur={draft.settle}
        />
      )}
    </div>
  )
}

export function StepForm({ step, component }: { step: OutlineStep; component: ComponentDocument }) {
  const composer = useComposer()
  const state = useDocument(composer.session)
  const errors = useErrors(state, step, component)
  const target = useStepTarget(composer, step, component, errors)
  const { catalog } = composer.language
  const layout = useMemo(() => (kept: ReadonlySet<string>) => layoutOf(component, catalog, kept), [component, catalog])
  const own = errors.get('')
  return (
    <form data-form="" aria-label={`Fields of ${component.title}`} onSubmit={(event) => event.preventDefault()}>
      {own === undefined ? null : <p className="mb-3 rounded-md bg-fail-soft px-2.5 py-1.5 text-sm text-fail">{own}</p>}
      <FieldForm
        target={target}
        fields={component.fields}
        layout={layout}
        extra={[
          {
            key: 'step title',
            title: 'Title',
            summary: 'What the step is called in the test and in reports',
            shown: step.title !== undefined,
            row: <TitleRow composer={composer} step={step} />,
          },
          {
            key: 'step skip',
            title: 'Disabled',
            summary: 'The step is skipped, for a reason',
            shown: step.skip !== undefined,
            row: <DisabledRow composer={composer} step={step} />,
          },
        ]}
      />
    </form>
  )
}
