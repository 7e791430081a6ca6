import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { focusAtFirst } from '../variables/focus-at-first.ts'

/** Takes a curl command; `onTake` says why it cannot be read, if so. */
export function CurlDialog({
  onTake,
  onClose,
}: {
  onTake: (text: string) => Promise<string | undefined>
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const take = async (): Promise<void> => {
    const refused = await onTake(text)
    if (refused === undefined) onClose()
    else setProblem(refused)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="From a curl command"
      description="As browsers copy it and documentation shows it. Nothing is sent yet."
      size="medium"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={text.trim() === ''} onClick={() => void take()}>
            Make it the request
          </Button>
        </>
      }
    >
      <Field label="curl command" error={problem}>
        {(control) => (
          <TextArea
            {...control}
            ref={focusAtFirst}
            rows={8}
            className="font-mono text-sm"
            placeholder={"curl -X POST https://api.example.com/user -H 'content-type: application/json' -d '{}'"}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setProblem(undefined)
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}
