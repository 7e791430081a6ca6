/** The file that is selected: its beginning, where it is used, and what can be done with it. */
import { clean } from '@merlon/protocol'
import type { FileEntry } from '@merlon/protocol/http'
import { useQuery } from '@tanstack/react-query'
import { Copy, Download } from 'lucide-react'
import { addressOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { sizeText } from '../../ui/words.ts'
import { visibleText } from '../report/pretty.ts'
import { UseList } from '../variables/uses.tsx'
import { readPreview } from './preview.ts'

export const nameBelow = (path: string): string => path.replace(/^files\//, '')

function Beginning({ entry }: { entry: FileEntry }) {
  const { data, isError, isPending } = useQuery({
    queryKey: ['content', entry.path, entry.version],
    queryFn: ({ signal }) => readPreview(entry.path, signal),
  })
  if (isPending) return <Skeleton className="px-0" />
  if (isError) return <p className="text-fail">It cannot be read.</p>
  return (
    <>
      {data.is === 'bytes' ? <p className="mb-1 text-sm text-muted">Not text: the first bytes</p> : null}
      {data.text === '' ? (
        <p className="text-muted">It is empty.</p>
      ) : (
        // A region that scrolls can be reached by keyboard.
        <section
          aria-label={`Beginning of ${entry.path}`}
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md border border-line bg-sunken"
        >
          <pre className="w-max min-w-full px-2.5 py-2 font-mono text-sm">{visibleText(data.text)}</pre>
        </section>
      )}
      {data.cut ? (
        <p className="mt-1 text-sm text-muted">The beginning of {sizeText(entry.size)}; download it to see the rest.</p>
      ) : null}
    </>
  )
}

export function PreviewPane({
  entry,
  readOnly,
  onRename,
  onDelete,
}: {
  entry: FileEntry
  readOnly: boolean
  onRename: () => void
  onDelete: () => void
}) {
  const name = nameBelow(entry.path)
  return (
    <aside aria-label={`File ${name}`} className="w-110 shrink-0 overflow-auto border-l border-line bg-panel px-4 py-4">
      <h2 className="font-semibold wrap-anywhere">{clean(name)}</h2>
      <p className="mb-3 text-sm text-muted">{sizeText(entry.size)}</p>
      <div className="mb-4 flex flex-wrap gap-2">
        <a
          href={addressOf('readContent', { path: entry.path })}
          download={name.split('/').at(-1)}
          className="inline-flex h-7.5 items-center gap-1.5 rounded-[7px] border border-line-strong bg-raised px-3 hover:bg-sunken"
        >
          <Download size={14} aria-hidden="true" /> Download
        </a>
        <Button
          onClick={() => {
            void navigator.clipboard.writeText(name)
            toast(`Copied ${name}`)
          }}
        >
          <Copy size={14} aria-hidden="true" /> Copy path
        </Button>
        {readOnly ? null : (
          <>
            <Button onClick={onRename}>Rename or move…</Button>
            <Button look="danger" onClick={onDelete}>
              Delete…
            </Button>
          </>
        )}
      </div>
      <Beginning entry={entry} />
      <h3 className="mt-4 mb-1 font-medium">Where it is used</h3>
      <UseList kind="file" name={name} />
    </aside>
  )
}
