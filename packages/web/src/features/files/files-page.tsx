/** Files that tests send, read or compare with, and the project's snippets. */
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { useAnswer, useProject } from '../../api/queries.ts'
import { useCommands } from '../../app/commands.ts'
import { Page } from '../../app/page.tsx'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { RenameDialog } from '../variables/rename-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { FileList, type ListRow } from './file-list.tsx'
import { nameBelow, PreviewPane } from './preview-pane.tsx'
import { NewSnippetDialog, SnippetList } from './snippet-list.tsx'
import { OverwriteDialog, UploadButton, type Uploading, useDroppedFiles, useUpload } from './upload-button.tsx'

type Shown = 'files' | 'snippets'

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="w-64">
      <TextInput
        type="search"
        aria-label="Search by name"
        placeholder="Search by name"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

function useRows(shown: Shown): { rows: readonly ListRow[] | undefined; error: unknown; refetch: () => void } {
  const { data, error, refetch } = useAnswer('listFiles', {})
  const rows = useMemo(
    () =>
      data?.files
        .filter(({ kind }) => kind === (shown === 'files' ? 'file' : 'snippet'))
        .map((entry): ListRow => ({ entry, name: shown === 'files' ? nameBelow(entry.path) : entry.name })),
    [data, shown],
  )
  return { rows, error, refetch: () => void refetch() }
}

function Files({
  rows,
  readOnly,
  uploading,
  selected,
  onSelect,
}: {
  rows: readonly ListRow[]
  readOnly: boolean
  uploading: Uploading
  selected: string | undefined
  onSelect: (path: string | undefined) => void
}) {
  if (rows.length === 0)
    return (
      <Empty title="No files yet" actions={readOnly ? undefined : <UploadButton uploading={uploading} />}>
        Files that tests send, read or compare with stand here: uploads, schemas, tables of inputs. Drop them on this
        page.
      </Empty>
    )
  return (
    <FileList
      label="Files"
      kind="file"
      rows={rows}
      selected={selected}
      nameOf={({ entry }, shown) => (
        <button
          type="button"
          aria-pressed={selected === entry.path}
          onClick={() => onSelect(selected === entry.path ? undefined : entry.path)}
          className="h-8 min-w-0 flex-1 truncate text-left"
        >
          {shown}
        </button>
      )}
    />
  )
}

function Selected({
  row,
  readOnly,
  onSelect,
}: {
  row: ListRow
  readOnly: boolean
  onSelect: (path: string | undefined) => void
}) {
  const [asked, setAsked] = useState<'rename' | 'delete'>()
  const close = (): void => setAsked(undefined)
  return (
    <>
      <PreviewPane
        entry={row.entry}
        readOnly={readOnly}
        onRename={() => setAsked('rename')}
        onDelete={() => setAsked('delete')}
      />
      {asked === 'rename' ? (
        <RenameDialog
          kind="file"
          name={row.name}
          hint="Folders stand in front: orders/one.json"
          onClose={close}
          onRenamed={(to) => onSelect(`files/${to}`)}
        />
      ) : null}
      {asked === 'delete' ? <DeleteDialog entry={row.entry} kind="file" name={row.name} onClose={close} /> : null}
    </>
  )
}

export default function FilesPage() {
  const [parameters, setParameters] = useSearchParams()
  const shown: Shown = parameters.get('show') === 'snippets' ? 'snippets' : 'files'
  const { rows, error, refetch } = useRows(shown)
  const { data: project } = useProject()
  const readOnly = project?.readOnly ?? true
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<string>()
  const [creating, setCreating] = useState(false)
  const uploading = useUpload(
    useMemo(() => new Set(shown === 'files' ? rows?.map(({ entry }) => entry.path) : []), [rows, shown]),
    setSelected,
  )
  const found = rows?.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
  const row = shown === 'files' ? rows?.find(({ entry }) => entry.path === selected) : undefined
  useDroppedFiles((files) => shown === 'files' && !readOnly && void uploading.start(files))
  useCommands([
    { id: 'new-snippet', title: 'New snippet…', group: 'Files', run: () => setCreating(true), disabled: readOnly },
  ])
  return (
    <Page
      crumbs={[{ label: shown === 'files' ? 'Files' : 'Snippets' }]}
      tools={
        readOnly ? null : shown === 'files' ? (
          <UploadButton uploading={uploading} />
        ) : (
          <Button onClick={() => setCreating(true)}>
            <Plus size={14} aria-hidden="true" /> New snippet
          </Button>
        )
      }
    >
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col px-6.5 pt-5 pb-6">
          <h1 className="mb-3 text-xl font-semibold tracking-tight">{shown === 'files' ? 'Files' : 'Snippets'}</h1>
          <div className="mb-3 flex items-center gap-3">
            <Segmented
              label="Show"
              value={shown}
              options={[
                { value: 'files', label: 'Files' },
                { value: 'snippets', label: 'Snippets' },
              ]}
              onChange={(next) => setParameters(next === 'files' ? {} : { show: next })}
            />
            <Search value={search} onChange={setSearch} />
          </div>
          {error ? <Failure error={error} onRetry={refetch} /> : null}
          {!error && !found ? <Skeleton className="px-0" /> : null}
          {found && rows && rows.length > 0 && found.length === 0 ? (
            <p className="py-8 text-center text-muted">No name holds “{search}”.</p>
          ) : found && shown === 'files' ? (
            <Files rows={found} readOnly={readOnly} uploading={uploading} selected={selected} onSelect={setSelected} />
          ) : found ? (
            <SnippetList rows={found} readOnly={readOnly} onNew={() => setCreating(true)} />
          ) : null}
        </div>
        {row ? <Selected row={row} readOnly={readOnly} onSelect={setSelected} /> : null}
      </div>
      <OverwriteDialog uploading={uploading} />
      {creating ? (
        <NewSnippetDialog
          taken={shown === 'snippets' ? (rows ?? []).map(({ name }) => name) : []}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </Page>
  )
}
