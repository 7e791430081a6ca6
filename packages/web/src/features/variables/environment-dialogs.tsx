/** New environments, from nothing or from one that is there, and their end. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { forget, useProject } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { closeDocument } from '../../document/open.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { focusAtFirst } from './focus-at-first.ts'
import { sayRefusal } from './variable-file.ts'

/** A new environment; with `text`, a copy of one that is there. */
export function NewEnvironmentDialog({
  from,
  text = '',
  onClose,
}: {
  from?: string
  text?: string
  onClose: () => void
}) {
  const { data: project } = useProject()
  const [, go] = useLocation()
  const [name, setName] = useState('')
  const [refused, setRefused] = useState<string>()
  const wanted = name.trim()
  const problem =
    wanted === ''
      ? undefined
      : !/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(wanted)
        ? 'a name has letters, digits, - and _'
        : project?.environments.includes(wanted)
          ? `there is an environment '${wanted}' already`
          : refused
  const ready = wanted !== '' && problem === undefined
  const create = async (): Promise<void> => {
    try {
      await call('writeFile', { path: `environments/${wanted}.yaml`, body: { text, base: null } })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setRefused(error.message)
      return
    }
    forget('listFiles', 'getProject', 'listVariables')
    onClose()
    go(addresses.environment(wanted))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={from === undefined ? 'New environment' : `Duplicate ${from}`}
      description={
        from === undefined
          ? 'A set of values that win over the vault when the environment is chosen.'
          : 'All values are copied; the values of its secrets have to be set anew.'
      }
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-environment" disabled={!ready}>
            Create environment
          </Button>
        </>
      }
    >
      <form
        id="new-environment"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void create()
        }}
      >
        <Field label="Name" hint={`environments/${wanted === '' ? 'NAME' : wanted}.yaml`} error={problem}>
          {(control) => (
            <TextInput
              {...control}
              ref={focusAtFirst}
              value={name}
              onChange={(event) => {
                setName(event.target.value)
                setRefused(undefined)
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

export function DeleteEnvironmentDialog({ name, path, onClose }: { name: string; path: string; onClose: () => void }) {
  const [, go] = useLocation()
  const remove = async (): Promise<void> => {
    try {
      await closeDocument(path)
      const { version } = await call('readFile', { path })
      await call('deleteFile', { path, base: version })
    } catch (error) {
      sayRefusal(error)
      return
    }
    forget('listFiles', 'getProject', 'listVariables')
    toast(`Deleted the environment ${name}`)
    onClose()
    go(addresses.vault)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete the environment ${name}`}
      description={`The file ${path} goes. Runs and schedules that name the environment cannot start any more.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      <p className="text-muted">Tests that read its variables get the values of the vault.</p>
    </Dialog>
  )
}
