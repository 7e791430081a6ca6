/** Renames a variable, a snippet or a file with everything that refers to it, and shows beforehand what that changes. */
import { clean } from '@merlon/protocol'
import type { ChangedFile, UseKind } from '@merlon/protocol/http'
import { useEffect, useState } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'
import { saveAll } from '../../document/sessions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { changedLines } from './changed-lines.ts'
import { focusAtFirst } from './focus-at-first.ts'

const WAIT_MS = 250
const MOST_LINES = 40

type Preview =
  | { readonly is: 'none' }
  | { readonly is: 'looking' }
  | { readonly is: 'refused'; readonly problem: string }
  | { readonly is: 'shown'; readonly to: string; readonly files: readonly ChangedFile[] }

const refusal = (error: unknown): string => {
  if (!(error instanceof ApiError)) throw error
  return [error.problem.title, error.problem.help].filter(Boolean).join('; ')
}

interface Renaming {
  readonly kind: UseKind
  readonly name: string
}

/** What renaming would change, asked for when somebody stops typing. */
function usePreview({ kind, name }: Renaming, to: string): Preview {
  const [preview, setPreview] = useState<Preview>({ is: 'none' })
  useEffect(() => {
    if (to === '' || to === name) {
      setPreview({ is: 'none' })
      return
    }
    setPreview({ is: 'looking' })
    const asking = new AbortController()
    const timer = setTimeout(async () => {
      try {
        await saveAll()
        const { files } = await call('rename', { body: { kind, name, to } }, { signal: asking.signal })
        setPreview({ is: 'shown', to, files })
      } catch (error) {
        if (!asking.signal.aborted) setPreview({ is: 'refused', problem: refusal(error) })
      }
    }, WAIT_MS)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [kind, name, to])
  return preview
}

function Changed({ file }: { file: ChangedFile }) {
  const lines = changedLines(file.before ?? '', file.text)
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <div className="flex items-baseline gap-2">
        <span className="font-mono text-sm">
          {file.from === undefined || file.from === file.path ? '' : `${file.from} → `}
          {file.path}
        </span>
        {file.changes > 0 ? <span className="text-sm text-muted">{countText(file.changes, 'place')}</span> : null}
      </div>
      {lines.slice(0, MOST_LINES).map(({ line, before, after }) => (
        <div key={line} className="mt-1 grid grid-cols-[3rem_minmax(0,1fr)] font-mono text-sm">
          <span className="row-span-2 text-faint">{line}</span>
          <del className="truncate bg-fail-soft px-1 no-underline">
            <span aria-hidden="true">− </span>
            {clean(before)}
          </del>
          <ins className="truncate bg-pass-soft px-1 no-underline">
            <span aria-hidden="true">+ </span>
            {clean(after)}
          </ins>
        </div>
      ))}
      {lines.length > MOST_LINES ? <p className="text-muted">and {lines.length - MOST_LINES} more lines</p> : null}
    </li>
  )
}

export function RenameDialog({
  kind,
  name,
  hint,
  onClose,
  onRenamed,
}: Renaming & {
  hint?: string
  onClose: () => void
  onRenamed?: (to: string) => void
}) {
  const [to, setTo] = useState(name)
  const [problem, setProblem] = useState<string>()
  const wanted = to.trim()
  const preview = usePreview({ kind, name }, wanted)
  const ready = preview.is === 'shown' && preview.to === wanted
  const rename = async (): Promise<void> => {
    try {
      const { files } = await call('rename', { body: { kind, name, to: wanted, apply: true } })
      forget('listFiles', 'listTests', 'listVariables', 'listUses')
      toast(`Renamed ${name} to ${wanted} in ${countText(files.length, 'file')}`)
      onRenamed?.(wanted)
      onClose()
    } catch (error) {
      setProblem(refusal(error))
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Rename ${name}`}
      size="medium"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="rename" disabled={!ready}>
            {ready ? `Rename in ${countText(preview.files.length, 'file')}` : 'Rename'}
          </Button>
        </>
      }
    >
      <form
        id="rename"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void rename()
        }}
      >
        <Field label="New name" hint={hint} error={problem ?? (preview.is === 'refused' ? preview.problem : undefined)}>
          {(control) => (
            <TextInput
              {...control}
              ref={focusAtFirst}
              className="font-mono"
              value={to}
              onChange={(event) => {
                setTo(event.target.value)
                setProblem(undefined)
              }}
            />
          )}
        </Field>
      </form>
      <div aria-live="polite">
        {preview.is === 'looking' ? <p className="text-muted">Looking for what refers to it…</p> : null}
        {preview.is === 'shown' ? (
          <>
            <h3 className="font-medium">What changes</h3>
            <ul>
              {preview.files.map((file) => (
                <Changed key={file.path} file={file} />
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Dialog>
  )
}
