/** A text on the page that is changed where it stands: a field that looks like text until one points at it. */
import { type KeyboardEvent, useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'

export function InlineText({
  label,
  value,
  placeholder,
  readOnly,
  className,
  onChange,
}: {
  label: string
  value: string
  placeholder: string
  readOnly: boolean
  className?: string
  /** Called when the text is done, with what it is then. */
  onChange: (value: string) => void
}) {
  const [draft, setDraft] = useState<string>()
  const finish = (): void => {
    if (draft !== undefined && draft.trim() !== value) onChange(draft.trim())
    setDraft(undefined)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      setDraft(undefined)
      event.stopPropagation()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      event.currentTarget.blur()
    }
  }
  return (
    <textarea
      rows={1}
      aria-label={label}
      placeholder={placeholder}
      readOnly={readOnly}
      spellCheck={false}
      value={draft ?? value}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={finish}
      onKeyDown={onKeyDown}
      className={classNames(
        '-mx-2 block field-sizing-content w-[calc(100%+16px)] resize-none rounded-md border border-transparent bg-transparent px-2 py-0.5 wrap-anywhere placeholder:text-faint',
        !readOnly && 'hover:border-line-strong focus:border-field focus:bg-raised',
        className,
      )}
    />
  )
}
