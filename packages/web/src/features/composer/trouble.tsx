/** What keeps the test from running, or from being read: each mistake with a way to its place. */
import type { Diagnostic } from '@merlon/protocol'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ApiError } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { countText } from '../../ui/words.ts'
import type { Composer } from './composer.ts'
import { Words } from './steps/value-text.tsx'

const MOST = 5

function Mistake({ one, composer }: { one: Diagnostic; composer: Composer }) {
  const { location, message, help } = one
  const here = location?.file === composer.session.current.path
  return (
    <li className="flex items-baseline gap-2">
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="text-text">
          <Words text={message} />
        </span>
        {help === undefined ? null : (
          <span className="text-muted">
            {' '}
            · <Words text={help} />
          </span>
        )}
      </span>
      {location === undefined ? null : here ? (
        <Button look="link" className="h-6" onClick={() => composer.showInCode(location.line)}>
          Line {location.line}
        </Button>
      ) : (
        <span className="font-mono text-xs text-muted">
          {location.file}:{location.line}
        </span>
      )}
    </li>
  )
}

/** A box with mistakes in it. */
export function Trouble({
  title,
  mistakes,
  composer,
  tone = 'fail',
  children,
  onClose,
}: {
  title: string
  mistakes: readonly Diagnostic[]
  composer: Composer
  tone?: 'fail' | 'warn'
  children?: ReactNode
  onClose?: () => void
}) {
  return (
    <div
      role={tone === 'fail' ? 'alert' : 'status'}
      className={`mb-3.5 rounded-lg px-3 py-2 ${tone === 'fail' ? 'bg-fail-soft' : 'bg-warn-soft'}`}
    >
      <div className="flex items-start gap-2">
        <strong className={`flex-1 font-medium first-letter:uppercase ${tone === 'fail' ? 'text-fail' : 'text-warn'}`}>
          {title}
        </strong>
        {onClose === undefined ? null : (
          <IconButton label="Close" icon={<X size={14} />} className="-my-1" onClick={onClose} />
        )}
      </div>
      {children}
      <ul className="space-y-1 text-sm">
        {mistakes.slice(0, MOST).map((one) => (
          <Mistake
            key={`${one.code} ${one.location?.line} ${one.location?.column} ${one.message}`}
            one={one}
            composer={composer}
          />
        ))}
        {mistakes.length > MOST ? <li className="text-muted">and {mistakes.length - MOST} more</li> : null}
      </ul>
    </div>
  )
}

/** Why a run could not begin. */
export function Refused({ error, composer, onClose }: { error: ApiError; composer: Composer; onClose: () => void }) {
  const { title, help, diagnostics } = error.problem
  return (
    <Trouble title={title} mistakes={diagnostics} composer={composer} onClose={onClose}>
      {help === undefined ? null : <p className="text-sm text-muted first-letter:uppercase">{help}</p>}
    </Trouble>
  )
}

/** The YAML cannot be read as a whole. */
export function Unreadable({ composer }: { composer: Composer }) {
  const { diagnostics } = composer.session.current.outline
  const mistakes = diagnostics.filter(({ severity }) => severity === 'error')
  if (mistakes.length === 0) return null
  return (
    <Trouble
      title={`${countText(mistakes.length, 'mistake')} in the YAML: what could be read is shown`}
      mistakes={mistakes}
      composer={composer}
    >
      <Button look="link" className="h-6" onClick={() => composer.showInCode(mistakes[0]?.location?.line ?? 1)}>
        Open the code at the mistake
      </Button>
    </Trouble>
  )
}

/** Of a snippet: which tests call it. */
export const Uses = ({ uses }: { uses: readonly { readonly to: string; readonly label: string }[] }) => (
  <p className="mb-3 text-sm text-muted">
    {uses.length === 0 ? 'No test calls this snippet yet.' : 'Called by '}
    {uses.map(({ to, label }, at) => (
      <span key={to}>
        {at > 0 ? ', ' : ''}
        <Link href={to} className="text-accent-text hover:underline">
          {label}
        </Link>
      </span>
    ))}
  </p>
)
