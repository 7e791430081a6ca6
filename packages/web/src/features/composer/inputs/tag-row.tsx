/** The tags of a test as chips: each can be taken off, and new ones are typed at the end. */
import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Tag } from '../../../ui/tag.tsx'

/** Where tags that were typed or pasted end. */
const BETWEEN = /[\s,]+/

function NewTag({ known, onAdd }: { known: readonly string[]; onAdd: (tags: readonly string[]) => void }) {
  const [draft, setDraft] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  const finish = (again: boolean): void => {
    const tags = (draft ?? '').split(BETWEEN).filter((tag) => tag !== '' && !known.includes(tag))
    if (tags.length > 0) onAdd([...new Set(tags)])
    setDraft(again && draft !== '' ? '' : undefined)
  }
  if (draft === undefined)
    return (
      <button
        ref={button}
        type="button"
        className="inline-flex h-6 items-center gap-1 rounded-full border border-dashed border-line-strong px-2 text-xs text-muted hover:text-text"
        onClick={() => setDraft('')}
      >
        <Plus size={11} aria-hidden="true" />
        {known.length === 0 ? 'Add a tag' : 'Tag'}
      </button>
    )
  return (
    <input
      // It takes the place of the button that was pressed.
      ref={(input) => input?.focus()}
      aria-label="New tag"
      autoComplete="off"
      value={draft}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={() => finish(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          finish(true)
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          setDraft(undefined)
          requestAnimationFrame(() => button.current?.focus())
        }
      }}
      className="h-6 w-28 rounded-full border border-field bg-raised px-2.5 text-xs"
    />
  )
}

export function TagRow({
  tags,
  readOnly,
  onAdd,
  onRemove,
}: {
  tags: readonly string[]
  readOnly: boolean
  onAdd: (tags: readonly string[]) => void
  onRemove: (index: number) => void
}) {
  return (
    <>
      {tags.map((tag, index) =>
        readOnly ? (
          <Tag key={tag}>{tag}</Tag>
        ) : (
          <span
            // A tag that is written twice is still one of two.
            key={`${tag} ${tags.slice(0, index).filter((one) => one === tag).length}`}
            className="inline-flex h-6 items-center rounded-full border border-line pl-2.5 text-xs text-muted"
          >
            <bdi className="max-w-48 truncate">{tag}</bdi>
            <button
              type="button"
              aria-label={`Remove the tag ${tag}`}
              className="grid size-6 place-items-center rounded-full text-faint hover:text-text"
              onClick={() => onRemove(index)}
            >
              <X size={11} aria-hidden="true" />
            </button>
          </span>
        ),
      )}
      {readOnly ? null : <NewTag known={tags} onAdd={onAdd} />}
    </>
  )
}
