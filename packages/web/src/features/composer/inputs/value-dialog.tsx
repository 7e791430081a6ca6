/** A list, a map or a long text of a table's cell, edited as YAML. */
import { printYaml, setAt, valueAt } from '@merlon/language'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'
import type { Cell } from './cells.ts'

export interface EditedValue {
  readonly title: string
  /** As it is written in the file. */
  readonly source: string
}

/** The written value; undefined where it is not YAML. */
function read(source: string): Cell | undefined {
  const written = setAt('value: 0\n', ['value'], undefined, { source })
  if ('problem' in written) return undefined
  return { value: valueAt(written.text, ['value'])?.value, source }
}

/** The source of a value, as it would be written today. */
export const sourceOf = (value: unknown): string => {
  const written = setAt('value: 0\n', ['value'], value)
  return 'problem' in written ? printYaml(String(value)) : (valueAt(written.text, ['value'])?.source ?? '')
}

export function ValueDialog({
  edited,
  onClose,
  onSave,
}: {
  edited: EditedValue
  onClose: () => void
  onSave: (cell: Cell) => void
}) {
  const [source, setSource] = useState(edited.source)
  const cell = read(source)
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title={edited.title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!cell} onClick={() => cell && onSave(cell)}>
            Save
          </Button>
        </>
      }
    >
      <Field
        label="Value"
        hint="YAML or JSON"
        error={cell ? undefined : 'This is not YAML: a bracket or a quote may be missing'}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={12}
            value={source}
            onChange={({ target }) => setSource(target.value)}
            className="font-mono text-sm"
          />
        )}
      </Field>
    </Dialog>
  )
}
