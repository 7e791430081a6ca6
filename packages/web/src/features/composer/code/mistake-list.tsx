/** The mistakes of the text below the editor; each leads to its place. */
import type { Diagnostic } from '@merlon/protocol'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { memo } from 'react'
import { useChoice } from '../../../app/choices.ts'
import { Message } from '../../../ui/message.tsx'
import { countText } from '../../../ui/words.ts'

const MOST = 200

const key = ({ code, message, location }: Diagnostic): string =>
  `${code} ${message} ${location?.file} ${location?.line} ${location?.column}`

function title(mistakes: readonly Diagnostic[]): string {
  const errors = mistakes.filter(({ severity }) => severity === 'error').length
  const warnings = mistakes.length - errors
  const words = [
    ...(errors > 0 ? [countText(errors, 'mistake')] : []),
    ...(warnings > 0 ? [countText(warnings, 'warning')] : []),
  ]
  return words.length === 0 ? 'No mistakes' : words.join(', ')
}

function Mistake({ one, path, onGo }: { one: Diagnostic; path: string; onGo: (one: Diagnostic) => void }) {
  const { severity, message, label, help, location } = one
  const isError = severity === 'error'
  const here = location?.file === path
  const place = location === undefined ? '' : here ? `Line ${location.line}` : `${location.file}:${location.line}`
  const words = (
    <>
      <span className={`w-16 shrink-0 font-medium ${isError ? 'text-fail' : 'text-warn'}`}>
        {isError ? '! mistake' : '~ warning'}
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">
        <Message text={label === undefined ? message : `${message}: ${label}`} />
        {help === undefined ? null : (
          <span className="text-muted">
            {' · '}
            <Message text={help} />
          </span>
        )}
      </span>
      <span className="shrink-0 text-muted tabular-nums">{place}</span>
    </>
  )
  const row = 'flex w-full items-baseline gap-3 px-3.5 py-1 text-left text-sm'
  return (
    <li>
      {here ? (
        <button type="button" className={`${row} hover:bg-sunken`} onClick={() => onGo(one)}>
          {words}
        </button>
      ) : (
        <div className={row}>{words}</div>
      )}
    </li>
  )
}

export const MistakeList = memo(function MistakeList({
  mistakes,
  path,
  onGo,
}: {
  /** undefined before the first answer. */
  mistakes: readonly Diagnostic[] | undefined
  path: string
  onGo: (one: Diagnostic) => void
}) {
  const [open, setOpen] = useChoice('code.mistakes', true)
  const some = (mistakes?.length ?? 0) > 0
  return (
    <section aria-label="Mistakes" className="border-t border-line bg-panel">
      <div className="flex h-7 items-center gap-2 px-3.5 text-sm text-muted">
        <span role="status" className={some ? 'font-medium text-text' : ''}>
          {mistakes === undefined ? 'Checking…' : title(mistakes)}
        </span>
        {some ? (
          <button
            type="button"
            aria-expanded={open}
            className="flex h-6 items-center gap-1 hover:text-text"
            onClick={() => setOpen(!open)}
          >
            {open ? <ChevronDown size={13} aria-hidden="true" /> : <ChevronUp size={13} aria-hidden="true" />}
            {open ? 'Hide' : 'Show'}
          </button>
        ) : null}
      </div>
      {some && open ? (
        <ul className="max-h-36 overflow-auto pb-1.5">
          {mistakes?.slice(0, MOST).map((one) => (
            <Mistake key={key(one)} one={one} path={path} onGo={onGo} />
          ))}
          {(mistakes?.length ?? 0) > MOST ? (
            <li className="px-3.5 py-1 text-sm text-muted">and {(mistakes?.length ?? 0) - MOST} more</li>
          ) : null}
        </ul>
      ) : null}
    </section>
  )
})
