/** The snippets of the project: where they are called, new ones, other names. */
import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Empty } from '../../ui/states.tsx'
import { focusAtFirst } from '../variables/focus-at-first.ts'
import { RenameDialog } from '../variables/rename-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { FileList, type ListRow } from './file-list.tsx'

export function NewSnippetDialog({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const [name, setName] = useState('')
  const [refused, setRefused] = useState<string>()
  const [, go] = useLocation()
  const wanted = name.trim()
  const problem =
    wanted === ''
      ? undefined
      : !/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(wanted)
        ? 'a name begins with a letter or a digit'
        : taken.includes(wanted)
          ? `there is a snippet '${wanted}' already`
          : refused
  const ready = wanted !== '' && problem === undefined
  const create = async (): Promise<void> => {
    const path = `snippets/${wanted}.yaml`
    try {
      await call('writeFile', { path, body: { text: '[]\n', base: null } })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setRefused(error.message)
      return
    }
    forget('listFiles')
    onClose()
    go(addresses.snippet(path))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="New snippet"
      description="Steps under a name that any test can call."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-snippet" disabled={!ready}>
            Create snippet
          </Button>
        </>
      }
    >
      <form
        id="new-snippet"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void create()
        }}
      >
        <Field label="Name" hint={`snippets/${wanted === '' ? 'NAME' : wanted}.yaml`} error={problem}>
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

export function SnippetList({
  rows,
  readOnly,
  onNew,
}: {
  rows: readonly ListRow[]
  readOnly: boolean
  onNew: () => void
}) {
  const [asked, setAsked] = useState<{ what: 'rename' | 'delete'; row: ListRow }>()
  const close = (): void => setAsked(undefined)
  if (rows.length === 0)
    return (
      <Empty
        title="No snippets yet"
        actions={
          <Button look="primary" disabled={readOnly} onClick={onNew}>
            New snippet
          </Button>
        }
      >
        A snippet holds steps that several tests need: logging in, cleaning up. Write one here, or extract steps from a
        test.
      </Empty>
    )
  return (
    <>
      <FileList
        label="Snippets"
        kind="snippet"
        rows={rows}
        nameOf={({ entry }, shown) => (
          <Link href={addresses.snippet(entry.path)} className="flex h-8 min-w-0 items-center hover:underline">
            <span className="truncate">{shown}</span>
          </Link>
        )}
        actions={(row) =>
          readOnly ? null : (
            <Menu
              trigger={<IconButton label={`More about ${row.name}`} icon={<MoreHorizontal size={15} />} />}
              items={[
                { label: 'Rename…', onSelect: () => setAsked({ what: 'rename', row }) },
                { label: 'Delete…', danger: true, separated: true, onSelect: () => setAsked({ what: 'delete', row }) },
              ]}
            />
          )
        }
      />
      {asked?.what === 'rename' ? <RenameDialog kind="snippet" name={asked.row.name} onClose={close} /> : null}
      {asked?.what === 'delete' ? (
        <DeleteDialog entry={asked.row.entry} kind="snippet" name={asked.row.name} onClose={close} />
      ) : null}
    </>
  )
}
