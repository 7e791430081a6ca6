/** The value of a variable in its row: typed in place where it fits on a line, else in a dialog. */
import { clean } from '@merlon/protocol'
import { Braces, Lock, WrapText } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { isMac } from '../../ui/keys.tsx'
import { readTyped, shownValue, type Typed } from './typed-value.ts'
import type { WrittenVariable } from './variable-edits.ts'

const LONGEST_SHOWN = 200

const cellLook =
  'h-7 w-full min-w-0 rounded-md border border-transparent bg-transparent px-1.5 font-mono text-sm hover:border-line-strong focus:border-field focus:bg-raised read-only:hover:border-transparent'

function LineCell({
  name,
  text,
  color,
  readOnly,
  onSet,
}: {
  name: string
  text: string
  color: string
  readOnly: boolean
  onSet: (typed: Typed) => void
}) {
  const [draft, setDraft] = useState<string>()
  const finish = (): void => {
    if (draft !== undefined && draft !== text) onSet(readTyped(draft))
    setDraft(undefined)
  }
  const latest = useRef(finish)
  useEffect(() => {
    latest.current = finish
  })
  // A row that is scrolled away takes along what was typed into it.
  useEffect(() => () => latest.current(), [])
  return (
    <input
      aria-label={`Value of ${name}`}
      autoComplete="off"
      spellCheck={false}
      readOnly={readOnly}
      placeholder="empty"
      value={draft ?? text}
      className={`${cellLook} ${color}`}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') setDraft(undefined)
        // What is being typed is undone letter by letter; the page's undo is for what was entered.
        const mod = isMac ? event.metaKey : event.ctrlKey
        if (mod && event.key.toLowerCase() === 'z' && draft !== undefined) event.stopPropagation()
      }}
    />
  )
}

export function ValueCell({
  variable,
  readOnly,
  onSet,
  onOpen,
}: {
  variable: WrittenVariable
  readOnly: boolean
  onSet: (typed: Typed) => void
  /** Shows the value in a dialog. */
  onOpen: () => void
}) {
  const { name, value, source } = variable
  const shown = shownValue(value, source)
  if (shown.is === 'line')
    return (
      <LineCell
        name={name}
        text={shown.text}
        color={shown.kind === 'text' ? '' : 'text-number'}
        readOnly={readOnly}
        onSet={onSet}
      />
    )
  const Icon = shown.is === 'structure' ? Braces : WrapText
  const text = shown.text.slice(0, LONGEST_SHOWN)
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={`Value of ${name}: ${shown.is === 'structure' ? 'a structure' : 'a long text'}, open`}
      className={`flex items-center gap-2 text-left ${cellLook}`}
    >
      <Icon size={13} aria-hidden="true" className="shrink-0 text-muted" />
      <span className="truncate">{clean(text)}</span>
    </button>
  )
}

/** A secret shows whether it has a value, never the value. */
export function SecretCell({
  name,
  isSet,
  readOnly,
  onOpen,
}: {
  name: string
  isSet: boolean | undefined
  readOnly: boolean
  onOpen: () => void
}) {
  return (
    <div className="flex h-7 min-w-0 items-center gap-2 px-1.5 text-sm">
      <Lock size={12} aria-hidden="true" className="shrink-0 text-muted" />
      {isSet === undefined ? (
        <span className="text-faint">…</span>
      ) : isSet ? (
        <span>
          <span aria-hidden="true">••••••</span> <span className="text-muted">set</span>
        </span>
      ) : (
        <span className="text-warn">no value</span>
      )}
      {readOnly ? null : (
        <Button look="link" className="h-6 text-sm" onClick={onOpen} aria-label={`Set the value of ${name}`}>
          Set the value…
        </Button>
      )}
    </div>
  )
}
