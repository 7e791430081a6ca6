/** The saved requests in their folders, and what can be done with each. */
import type { FileEntry } from '@merlon/protocol/http'
import { Folder, MoreHorizontal, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { closeDocument } from '../../document/open.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { sayRefusal } from '../variables/variable-file.ts'
import { folderOf, named } from './request-text.ts'
import { type Named, SaveDialog } from './save-dialog.tsx'

export const titleOf = ({ title, name }: FileEntry): string => title ?? name.split('/').at(-1) ?? name

/** Writes a request under another name and path, and removes the one that was. Rejects with an ApiError. */
async function move(from: string, { name, path }: Named): Promise<void> {
  await closeDocument(from)
  if (from !== path) await call('moveFile', { body: { from, to: path } })
  const { text, version } = await call('readFile', { path })
  const now = named(text, name)
  if (now !== text) await call('writeFile', { path, body: { text: now, base: version } })
  forget('listFiles')
}

function Actions({ entry, shown }: { entry: FileEntry; shown: boolean }) {
  const [asked, setAsked] = useState<'move' | 'delete'>()
  const [, go] = useLocation()
  const close = (): void => setAsked(undefined)
  const title = titleOf(entry)
  const remove = async (): Promise<void> => {
    try {
      await closeDocument(entry.path)
      const { version } = await call('readFile', { path: entry.path })
      await call('deleteFile', { path: entry.path, base: version })
    } catch (error) {
      sayRefusal(error)
      return
    }
    forget('listFiles')
    toast(`Deleted ${title}`)
    close()
    if (shown) go(addresses.requests)
  }
  return (
    <>
      <Menu
        trigger={<IconButton label={`More about ${title}`} icon={<MoreHorizontal size={14} />} className="size-6" />}
        items={[
          { label: 'Rename or move…', onSelect: () => setAsked('move') },
          { label: 'Delete…', danger: true, separated: true, onSelect: () => setAsked('delete') },
        ]}
      />
      {asked === 'move' ? (
        <SaveDialog
          title={`Rename or move ${title}`}
          action="Rename"
          top="requests"
          name={title}
          folder={folderOf(entry.path)}
          onSave={async (to) => {
            await move(entry.path, to)
            close()
            if (shown) go(addresses.request(to.path))
          }}
          onClose={close}
        />
      ) : null}
      {asked === 'delete' ? (
        <Dialog
          open
          onClose={close}
          title={`Delete ${title}`}
          description={`${entry.path} goes from the folder of the project.`}
          actions={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button look="danger" onClick={() => void remove()}>
                Delete
              </Button>
            </>
          }
        >
          <p className="text-muted">No test depends on a saved request.</p>
        </Dialog>
      ) : null}
    </>
  )
}

function Entry({ entry, shown, readOnly }: { entry: FileEntry; shown: boolean; readOnly: boolean }) {
  const title = titleOf(entry)
  return (
    <li
      className={classNames(
        'flex h-7 items-center rounded-md pr-0.5',
        shown ? 'bg-accent-soft text-accent-text' : 'hover:bg-sunken',
      )}
    >
      <Link
        href={addresses.request(entry.path)}
        aria-current={shown ? 'page' : undefined}
        title={title}
        className="flex h-7 min-w-0 flex-1 items-center px-2"
      >
        <span className="truncate">{title}</span>
      </Link>
      {readOnly ? null : <Actions entry={entry} shown={shown} />}
    </li>
  )
}

export function RequestList({
  entries,
  shown,
  readOnly,
  onNew,
}: {
  entries: readonly FileEntry[]
  /** The path of the request on the page; undefined for the one that is not saved. */
  shown: string | undefined
  readOnly: boolean
  onNew: () => void
}) {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = entries.filter((entry) => `${entry.path} ${titleOf(entry)}`.toLowerCase().includes(wanted))
  const folders = [...new Set(found.map(({ path }) => folderOf(path)))].toSorted()
  return (
    <nav aria-label="Requests" className="flex w-56 shrink-0 flex-col border-r border-line bg-panel px-2 py-2.5">
      <div className="mb-2 flex items-center gap-1">
        <TextInput
          type="search"
          aria-label="Search requests"
          placeholder="Search requests"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <IconButton label="New request" shortcut="N" icon={<Plus size={15} />} onClick={onNew} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <Link
          href={addresses.requests}
          aria-current={shown === undefined ? 'page' : undefined}
          className={classNames(
            'flex h-7 items-center rounded-md px-2 italic',
            shown === undefined ? 'bg-accent-soft text-accent-text' : 'hover:bg-sunken',
          )}
        >
          Unsaved request
        </Link>
        {entries.length === 0 ? (
          <p className="px-2 py-2 text-sm text-faint">Requests that you save stand here, in folders.</p>
        ) : null}
        {entries.length > 0 && found.length === 0 ? (
          <p className="px-2 py-2 text-sm text-faint">No request fits.</p>
        ) : null}
        {folders.map((folder) => (
          <section key={folder} aria-label={folder === '' ? 'Without a folder' : folder}>
            {folder === '' ? null : (
              <h2 className="mt-2 flex h-6 items-center gap-1.5 px-2 text-sm text-muted">
                <Folder size={12} aria-hidden="true" className="shrink-0" />
                <span className="truncate">{folder}</span>
              </h2>
            )}
            <ul>
              {found
                .filter(({ path }) => folderOf(path) === folder)
                .map((entry) => (
                  <Entry key={entry.path} entry={entry} shown={entry.path === shown} readOnly={readOnly} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}
