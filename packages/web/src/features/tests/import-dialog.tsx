/** Takes over tests of another tool: choose, look at what would be written and what is lost, write. */
import type { ImportedView } from '@merlon/protocol/http'
import { useState } from 'react'
import { base64Of } from '../../api/base64.ts'
import { ApiError, call } from '../../api/client.ts'
import { forget, useProject } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, Select } from '../../ui/field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { toast } from '../../ui/toast.tsx'
import { toggled } from '../../ui/toggled.ts'
import { countText, sizeText } from '../../ui/words.ts'

interface Chosen {
  readonly kind: string
  readonly name: string
  readonly base64: string
}

const MOST_NOTES = 200

function Notes({ title, notes }: { title: string; notes: ImportedView['report']['lost'] }) {
  if (notes.length === 0) return null
  return (
    <details open={notes.length < 8} className="mb-3">
      <summary className="font-medium">
        {title} ({notes.length})
      </summary>
      <ul className="mt-1 space-y-1">
        {notes.slice(0, MOST_NOTES).map(({ file, line, message }) => (
          <li key={`${file}${line}${message}`} className="text-sm">
            <code className="text-muted">
              {file}
              {line === undefined ? '' : `:${line}`}
            </code>{' '}
            {message}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Preview({
  imported,
  left,
  onToggle,
}: {
  imported: ImportedView
  left: ReadonlySet<string>
  onToggle: (path: string) => void
}) {
  const { report, files } = imported
  const counts = [
    countText(report.tests, 'test'),
    `${report.kept} of ${countText(report.steps, 'step')}`,
    countText(report.snippets, 'snippet'),
    `${countText(report.variables, 'variable')} into the vault`,
    countText(report.environments, 'environment'),
    countText(report.files, 'file'),
  ]
  return (
    <>
      <p className="mb-3 flex flex-wrap gap-1.5">
        {counts.map((text) => (
          <Tag key={text}>{text}</Tag>
        ))}
      </p>
      <Notes title="Not taken over" notes={report.lost} />
      <Notes title="Taken over in another form" notes={report.changed} />
      <h3 className="mt-2 mb-1 font-medium">What is written</h3>
      <ul>
        {files.map(({ path, size, exists, kind }) => (
          <li key={path} className="flex items-center gap-2">
            <Checkbox label={<code>{path}</code>} checked={!left.has(path)} onChange={() => onToggle(path)} />
            <span className="text-sm text-faint">{sizeText(size)}</span>
            {exists ? (
              <span className="text-sm text-warn">
                {kind === 'vault' || kind === 'environment'
                  ? 'new names are added to what is there'
                  : 'there already, and kept'}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { data: project } = useProject()
  const importers = project?.importers ?? []
  const [kind, setKind] = useState('')
  const [chosen, setChosen] = useState<Chosen>()
  const [imported, setImported] = useState<ImportedView>()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const importer = importers.find((one) => one.kind === kind) ?? importers[0]

  const close = (): void => {
    setChosen(undefined)
    setImported(undefined)
    setProblem(undefined)
    setLeft(new Set())
    onClose()
  }
  const ask = async (wanted: Chosen, apply: boolean): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    const paths = imported?.files.map(({ path }) => path).filter((path) => !left.has(path))
    try {
      const answer = await call('importProject', { body: { ...wanted, apply, ...(apply && paths ? { paths } : {}) } })
      if (!apply) setImported(answer)
      else {
        forget('listTests', 'listFiles', 'listVariables')
        toast(`${countText(answer.report.tests, 'test')} imported`)
        close()
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem([error.problem.title, error.problem.help].filter(Boolean).join('; '))
    } finally {
      setBusy(false)
    }
  }
  const take = async (file: File | undefined): Promise<void> => {
    if (!file || !importer) return
    const wanted = { kind: importer.kind, name: file.name, base64: await base64Of(file) }
    setChosen(wanted)
    await ask(wanted, false)
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Import"
      description={importer?.summary ?? ''}
      size="medium"
      actions={
        imported && chosen ? (
          <>
            <Button onClick={() => setImported(undefined)}>Another file</Button>
            <Button
              look="primary"
              disabled={busy || imported.files.length === left.size}
              onClick={() => void ask(chosen, true)}
            >
              Import {countText(imported.files.length - left.size, 'file')}
            </Button>
          </>
        ) : undefined
      }
    >
      {imported ? (
        <Preview imported={imported} left={left} onToggle={(path) => setLeft(toggled(left, path))} />
      ) : (
        <>
          <Field label="From">
            {(control) => (
              <Select
                {...control}
                value={importer?.kind ?? ''}
                onChange={(event) => setKind(event.target.value)}
                options={importers.map((one) => ({ value: one.kind, label: one.title }))}
              />
            )}
          </Field>
          <Field label="File" hint={`Accepted: ${importer?.accepts.map((one) => `.${one}`).join(', ') ?? ''}`}>
            {(control) => (
              <input
                {...control}
                type="file"
                accept={importer?.accepts.map((one) => `.${one}`).join(',')}
                disabled={busy}
                onChange={(event) => void take(event.target.files?.[0])}
                className="block w-full rounded-[7px] border border-dashed border-field p-6"
              />
            )}
          </Field>
        </>
      )}
      {problem === undefined ? null : (
        <p role="alert" className="py-2 text-fail">
          {problem}
        </p>
      )}
    </Dialog>
  )
}
