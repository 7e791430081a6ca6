/** Dialogs about one value: a long text or a structure, a secret, a secret that becomes plain. */
import { clean } from '@merlon/protocol'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { focusAtFirst } from './focus-at-first.ts'
import { readTyped, readYamlValue, type Typed } from './typed-value.ts'
import type { VariableFile } from './variable-file.ts'

type Form = 'text' | 'structure'

/** Edits a value that does not fit on a line: as text, or as JSON or YAML. */
export function ValueDialog({
  name,
  value,
  readOnly,
  onSet,
  onClose,
}: {
  name: string
  value: unknown
  readOnly: boolean
  onSet: (typed: Typed) => void
  onClose: () => void
}) {
  const isText = typeof value === 'string'
  const [form, setForm] = useState<Form>(isText ? 'text' : 'structure')
  const [draft, setDraft] = useState(isText ? value : JSON.stringify(value, null, 2))
  const read = form === 'text' ? { value: draft } : readYamlValue(draft)
  const hidden = clean(draft.replaceAll(/[\n\t]/g, ' ')) !== draft.replaceAll(/[\n\t]/g, ' ')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Value of ${name}`}
      size="medium"
      actions={
        <>
          <Button onClick={onClose}>{readOnly ? 'Close' : 'Cancel'}</Button>
          {readOnly ? null : (
            <Button
              look="primary"
              disabled={read === undefined}
              onClick={() => {
                if (read) onSet({ value: read.value })
                onClose()
              }}
            >
              Keep
            </Button>
          )}
        </>
      }
    >
      <div className="mb-2 flex">
        <Segmented
          label="What it is"
          value={form}
          options={[
            { value: 'text', label: 'Text' },
            { value: 'structure', label: 'JSON or YAML' },
          ]}
          onChange={setForm}
        />
      </div>
      <Field
        label="Value"
        {...(read === undefined
          ? { error: 'this is neither JSON nor YAML' }
          : hidden
            ? { hint: 'It holds characters that cannot be seen.' }
            : {})}
      >
        {(control) => (
          <TextArea
            {...control}
            ref={focusAtFirst}
            rows={14}
            readOnly={readOnly}
            className="font-mono text-sm"
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}

/** A form with one field in a dialog. */
function OneField({
  title,
  description,
  action,
  ready,
  onSubmit,
  onClose,
  children,
}: {
  title: string
  description: ReactNode
  action: string
  ready: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="one-field" disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id="one-field"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}

/** Sets the value of a secret. What was there is not shown, and neither is what is typed. */
export function SecretDialog({ name, file, onClose }: { name: string; file: VariableFile; onClose: () => void }) {
  const [value, setValue] = useState('')
  const [problem, setProblem] = useState<string>()
  const keep = async (): Promise<void> => {
    try {
      await file.setSecret(name, value)
      onClose()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem([error.problem.title, error.problem.help].filter(Boolean).join('; '))
    }
  }
  return (
    <OneField
      title={`Set the value of ${name}`}
      description="It is kept on this machine, outside the files of the project, and never shown again."
      action="Set the value"
      ready={value !== ''}
      onSubmit={() => void keep()}
      onClose={onClose}
    >
      <Field label="Value" error={problem}>
        {(control) => (
          <TextInput
            {...control}
            ref={focusAtFirst}
            type="password"
            autoComplete="new-password"
            className="font-mono"
            value={value}
            onChange={(event) => {
              setValue(event.target.value)
              setProblem(undefined)
            }}
          />
        )}
      </Field>
    </OneField>
  )
}

/** A secret's value cannot be read back, so a plain one has to be typed. */
export function PlainDialog({ name, file, onClose }: { name: string; file: VariableFile; onClose: () => void }) {
  const [value, setValue] = useState('')
  return (
    <OneField
      title={`Make ${name} plain`}
      description="The value that is kept cannot be read back. Type the one that is to stand in the file, where everybody can see it; the kept one is forgotten."
      action="Make it plain"
      ready={value !== ''}
      onSubmit={() => {
        void file.toPlain(name, readTyped(value))
        onClose()
      }}
      onClose={onClose}
    >
      <Field label="Value" hint='Numbers, true and false are those; "42" in quotes is a text.'>
        {(control) => (
          <TextInput
            {...control}
            ref={focusAtFirst}
            className="font-mono"
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </Field>
    </OneField>
  )
}
