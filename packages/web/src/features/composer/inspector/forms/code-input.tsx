/** A field for code or text in which names are completed. One line, or as many as its text has. */
import { type ClipboardEvent, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { classNames } from '../../../../ui/class-names.ts'
import { inputLook } from '../../../../ui/field.tsx'
import { CompletionList, optionId } from './completion-list.tsx'
import type { ControlProps } from './target.ts'
import { type Complete, type TextField, useCompletion } from './use-completion.ts'

export interface CodeInputProps {
  readonly control: ControlProps
  /** As it is written in the file. */
  readonly text: string
  /** Takes what was typed; returns what is then written in the file. */
  readonly onText: (text: string) => string
  readonly complete?: Complete
  readonly lines?: 'one' | 'many' | 'as needed'
  readonly placeholder?: string
  readonly readOnly?: boolean
  readonly plain?: boolean
  /** What may stand in it is offered when an empty field is clicked. */
  readonly offersAtOnce?: boolean
  readonly className?: string
  readonly onPaste?: (event: ClipboardEvent<TextField>) => void
  readonly onDone?: (text: string) => void
}

const MOST_LINES = 18

/** What was typed, for as long as the file says what came of it. */
export function useDraft(written: string, onText: (text: string) => string) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly after: string }>()
  const text = draft && draft.after === written ? draft.text : written
  return {
    text,
    type: (next: string): void => setDraft({ text: next, after: onText(next) }),
    settle: (): void => setDraft((now) => (now && now.text === now.after ? undefined : now)),
  }
}

export function CodeInput(props: CodeInputProps) {
  const { control, complete, lines = 'one', placeholder, readOnly = false, plain = false, className, onDone } = props
  const list = useId()
  const draft = useDraft(props.text, props.onText)
  const { field, offer, ask, close, typed, pick, onKeyDown } = useCompletion(complete, draft.type)
  const [broken, setBroken] = useState(false)
  const refocus = useRef(false)
  const many = lines === 'many' || (lines === 'as needed' && (broken || draft.text.includes('\n')))
  useLayoutEffect(() => {
    if (!refocus.current) return
    refocus.current = false
    field.current?.focus()
    field.current?.setSelectionRange(draft.text.length, draft.text.length)
  })
  const breakInto = (text: string): void => {
    refocus.current = true
    setBroken(true)
    draft.type(text)
  }
  const shared = {
    ...control,
    ref: (element: TextField | null) => {
      field.current = element
    },
    value: draft.text,
    readOnly,
    placeholder,
    spellCheck: false,
    autoComplete: 'off',
    'aria-autocomplete': 'list' as const,
    ...(offer ? { 'aria-controls': list, 'aria-activedescendant': optionId(list, offer.active) } : {}),
    onChange: ({ target }: { target: TextField }) => {
      draft.type(target.value)
      typed(target.value, target.selectionStart ?? target.value.length)
    },
    onClick: () => {
      if (props.offersAtOnce && draft.text === '' && !readOnly) ask('', 0)
    },
    onBlur: () => {
      close()
      draft.settle()
      onDone?.(draft.text)
    },
    onPaste: (event: ClipboardEvent<TextField>) => {
      props.onPaste?.(event)
      const pasted = event.clipboardData.getData('text/plain')
      // A field of one line would drop the line breaks.
      if (event.defaultPrevented || many || lines !== 'as needed' || !pasted.trimEnd().includes('\n')) return
      event.preventDefault()
      const { selectionStart, selectionEnd } = event.currentTarget
      breakInto(draft.text.slice(0, selectionStart ?? 0) + pasted.trimEnd() + draft.text.slice(selectionEnd ?? 0))
    },
    onKeyDown: (event: KeyboardEvent<TextField>) => {
      onKeyDown(event)
      if (event.defaultPrevented || event.key !== 'Enter') return
      const breaks = event.shiftKey && !event.ctrlKey && !event.metaKey
      if (lines === 'as needed' && breaks && !many) {
        event.preventDefault()
        breakInto(`${draft.text}\n`)
      } else if (!many) onDone?.(draft.text)
    },
  }
  const look = classNames(inputLook, !plain && 'font-mono text-sm', className)
  const rows = Math.min(MOST_LINES, Math.max(lines === 'many' ? 3 : 2, draft.text.split('\n').length))
  return (
    <>
      {many ? (
        <textarea {...shared} rows={rows} className={classNames(look, 'block resize-y')} />
      ) : (
        <input {...shared} role="combobox" aria-expanded={offer !== undefined} className={classNames(look, 'h-7.5')} />
      )}
      {offer ? (
        <CompletionList id={list} anchor={field} items={offer.items} active={offer.active} onPick={pick} />
      ) : null}
    </>
  )
}
