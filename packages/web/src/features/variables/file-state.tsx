/** How an open file stands: whether it is saved, what is wrong with it, and who else changed it. */
import { useDocument } from '../../document/open.ts'
import type { DocumentSession } from '../../document/session.ts'
import { Button } from '../../ui/button.tsx'
import { Message } from '../../ui/message.tsx'

const SAVED = { saved: '✓ Saved', waiting: 'Saving…', saving: 'Saving…' } as const

export function SavedLine({ session }: { session: DocumentSession }) {
  const { save } = useDocument(session)
  if (save.is === 'conflict') return <span className="text-fail">Not saved: the file was changed elsewhere</span>
  if (save.is === 'failed') return <span className="text-fail">Not saved: {save.message}</span>
  return <span aria-live="polite">{SAVED[save.is]}</span>
}

/** The file is not what it was when it was opened. */
export function ConflictNotice({ session }: { session: DocumentSession }) {
  const { save, path } = useDocument(session)
  if (save.is !== 'conflict') return null
  const gone = save.text === null
  return (
    <div role="alert" className="mb-3 flex items-center gap-2 rounded-lg bg-warn-soft px-3 py-2">
      <span className="flex-1">
        {gone ? `${path} was deleted.` : `${path} was changed on disk while you were editing it.`}
      </span>
      <Button onClick={() => session.resolve('mine')}>{gone ? 'Write it again' : 'Keep mine'}</Button>
      {gone ? null : <Button onClick={() => session.resolve('theirs')}>Take theirs</Button>}
    </div>
  )
}

export function Mistakes({ session, onShow }: { session: DocumentSession; onShow: (line: number) => void }) {
  const { checked, outline } = useDocument(session)
  const all = checked?.diagnostics ?? outline.diagnostics
  if (all.length === 0) return null
  return (
    <ul aria-label="Mistakes" className="mb-3 space-y-1 rounded-lg border border-line bg-raised px-3 py-2">
      {all.map(({ code, severity, message, help, location }) => (
        <li key={`${code} ${location?.line} ${message}`} className="flex items-baseline gap-2">
          <span className={severity === 'error' ? 'text-fail' : 'text-warn'}>
            {severity === 'error' ? '! mistake' : '~ warning'}
          </span>
          <span className="min-w-0 flex-1 wrap-anywhere">
            <Message text={message} />
            {help === undefined ? null : (
              <span className="text-muted">
                {' · '}
                <Message text={help} />
              </span>
            )}
          </span>
          {location === undefined ? null : (
            <Button look="link" className="h-6" onClick={() => onShow(location.line)}>
              Line {location.line}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
