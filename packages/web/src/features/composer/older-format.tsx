/** A test in an older form: it runs as it is, and is shown; what it would be today can be looked at and written. */
import { FileClock } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { addresses } from '../../app/addresses.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Composer } from './composer.ts'

interface Rewritten {
  readonly path: string
  readonly text: string
  readonly notes: readonly { readonly file: string; readonly line?: number | undefined; readonly message: string }[]
}

function Preview({ rewritten, onClose }: { rewritten: Rewritten; onClose: () => void }) {
  const [, go] = useLocation()
  const [problem, setProblem] = useState<string>()
  const { path, text, notes } = rewritten
  const write = async (): Promise<void> => {
    try {
      await call('writeFile', { path, body: { text, base: null } })
      onClose()
      toast(`Wrote ${path}.`)
      go(addresses.test(path))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.problem.status === 409 ? `There is a file ${path} already.` : error.message)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title="In today’s form"
      description={`Becomes ${path}. The older file stays as it is.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={() => void write()}>
            Write {path}
          </Button>
        </>
      }
    >
      {problem === undefined ? null : (
        <p role="alert" className="mb-2 text-fail">
          {problem}
        </p>
      )}
      {notes.length === 0 ? null : (
        <ul className="mb-2 list-disc space-y-0.5 pl-5 text-sm text-warn">
          {notes.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              {line === undefined ? '' : `Line ${line}: `}
              {message}
            </li>
          ))}
        </ul>
      )}
      <section
        aria-label="The new text"
        tabIndex={-1}
        className="overflow-auto rounded-lg border border-line bg-sunken p-3"
      >
        <pre className="font-mono text-sm">{text}</pre>
      </section>
    </Dialog>
  )
}

export function OlderFormat({ composer }: { composer: Composer }) {
  const [rewritten, setRewritten] = useState<Rewritten>()
  const [busy, setBusy] = useState(false)
  const { path, checked } = composer.session.current
  const look = async (): Promise<void> => {
    setBusy(true)
    try {
      await composer.session.saveNow()
      setRewritten(await call('rewriteOlder', { body: { path } }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast(error.message, { tone: 'fail' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className="mb-3.5 flex items-center gap-3 rounded-lg border border-line bg-raised px-3 py-2.5">
        <FileClock size={16} aria-hidden="true" className="shrink-0 text-muted" />
        <p className="flex-1">
          This test is written in an older form. It runs as it is; to change it here, rewrite it in today’s form.
        </p>
        <Button onClick={() => void look()} disabled={busy}>
          Rewrite in today’s form…
        </Button>
      </div>
      <ol aria-label="Steps" className="space-y-1.5">
        {checked?.steps.map(({ place, label }) => (
          <li
            key={JSON.stringify(place)}
            style={{ marginLeft: Math.floor((place.length - 2) / 3) * 26 }}
            className="truncate rounded-lg border border-line bg-raised px-3 py-2 font-mono text-sm"
          >
            {label}
          </li>
        ))}
      </ol>
      {rewritten === undefined ? null : <Preview rewritten={rewritten} onClose={() => setRewritten(undefined)} />}
    </>
  )
}
