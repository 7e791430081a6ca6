/** Gives a request a name and a folder: to save it, to move it, to make a test of it. */
import { useId, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { useAnswer } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { focusAtFirst } from '../variables/focus-at-first.ts'
import { folderOf, folderProblem, pathFor } from './request-text.ts'

export interface Named {
  readonly name: string
  readonly path: string
}

export function SaveDialog({
  title,
  description,
  action,
  top,
  name: first = '',
  folder: begin = '',
  onSave,
  onClose,
}: {
  title: string
  description?: string
  action: string
  /** The folder that all of them stand in. */
  top: 'requests' | 'tests'
  name?: string
  folder?: string
  /** Rejects with an ApiError where it cannot be done. */
  onSave: (named: Named) => Promise<void>
  onClose: () => void
}) {
  const [name, setName] = useState(first)
  const [folder, setFolder] = useState(begin)
  const [problem, setProblem] = useState<string>()
  const known = useId()
  const { data } = useAnswer('listFiles', {})
  const folders = [
    ...new Set((data?.files ?? []).filter(({ path }) => path.startsWith(`${top}/`)).map(({ path }) => folderOf(path))),
  ].filter(Boolean)
  const path = pathFor(top, folder, name)
  const wrong = folderProblem(folder)
  const ready = name.trim() !== '' && wrong === undefined
  const save = async (): Promise<void> => {
    try {
      await onSave({ name: name.trim(), path })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.problem.status === 409 ? `there is a file ${path} already` : error.problem.title)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(description === undefined ? {} : { description })}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="save-request" disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id="save-request"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void save()
        }}
      >
        <Field label="Name" hint={name.trim() === '' ? undefined : path} error={problem}>
          {(control) => (
            <TextInput
              {...control}
              ref={focusAtFirst}
              value={name}
              onChange={(event) => {
                setName(event.target.value)
                setProblem(undefined)
              }}
            />
          )}
        </Field>
        <Field label="Folder" error={wrong}>
          {(control) => (
            <>
              <TextInput
                {...control}
                list={known}
                placeholder="none"
                value={folder}
                onChange={(event) => {
                  setFolder(event.target.value)
                  setProblem(undefined)
                }}
              />
              <datalist id={known}>
                {folders.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </form>
    </Dialog>
  )
}
