/** A text in which one can search; what is very long begins cut. */
import { Copy } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { copyText } from '../../ui/clipboard.ts'
import { TextInput } from '../../ui/field.tsx'
import { sizeText } from '../../ui/words.ts'
import { visibleText } from './pretty.ts'

const SHOWN = 200_000
const MOST_MARKED = 1000

/** Shorter texts are seen at a glance. */
const WORTH_SEARCHING = 600

/** Text with what was searched for marked in it. */
function Marked({ text, wanted }: { text: string; wanted: string }) {
  if (wanted === '') return text
  const parts: { text: string; at: number; hit: boolean }[] = []
  const lower = text.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0 && parts.length < MOST_MARKED; at = lower.indexOf(wanted, from)) {
    parts.push({ text: text.slice(from, at), at: from, hit: false })
    parts.push({ text: text.slice(at, at + wanted.length), at, hit: true })
    from = at + wanted.length
  }
  parts.push({ text: text.slice(from), at: from, hit: false })
  return parts.map((part) =>
    part.hit ? (
      <mark key={`hit ${part.at}`} className="rounded-xs bg-warn-soft text-warn outline outline-warn">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}

function countOf(text: string, wanted: string): number {
  if (wanted === '') return 0
  let count = 0
  const lower = text.toLowerCase()
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) count += 1
  return count
}

export interface SearchedTextProps {
  readonly text: string
  /** Before the search, and at the end of the row. */
  readonly before?: ReactNode
  readonly after?: ReactNode
  readonly wrap?: boolean
  /** In place of the text. */
  readonly instead?: ReactNode
  readonly look?: string
  /** The search stands there for short texts too. */
  readonly alwaysSearch?: boolean
}

export function SearchedText({ text, before, after, wrap = true, instead, look, alwaysSearch }: SearchedTextProps) {
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState('')
  const cut = !all && text.length > SHOWN
  const shown = useMemo(() => visibleText(cut ? text.slice(0, SHOWN) : text), [text, cut])
  const search = wanted.toLowerCase()
  const searching = alwaysSearch === true || text.length > WORTH_SEARCHING
  return (
    <>
      <div className="mb-1.5 flex flex-wrap items-center gap-1.5 print:hidden">
        {before}
        {searching ? (
          <>
            <TextInput
              type="search"
              aria-label="Search the text"
              placeholder="Search"
              className="w-32! flex-1"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
            <span aria-live="polite" className="text-sm text-muted">
              {search === '' ? '' : `${countOf(shown, search).toLocaleString('en')} found`}
            </span>
          </>
        ) : (
          <span className="flex-1" />
        )}
        {after}
        <Button look="quiet" aria-label="Copy the body" onClick={() => void copyText(text, 'the body')}>
          <Copy size={14} aria-hidden="true" /> Copy
        </Button>
      </div>
      {instead ?? (
        <pre
          tabIndex={0}
          className={classNames(
            'max-h-90 overflow-auto font-mono text-sm leading-5 print:max-h-none',
            wrap && 'break-words whitespace-pre-wrap',
            look,
          )}
        >
          <Marked text={shown} wanted={search} />
          {cut ? '…' : ''}
        </pre>
      )}
      {cut ? (
        <Button look="link" onClick={() => setAll(true)}>
          Show all {sizeText(text.length)}
        </Button>
      ) : null}
    </>
  )
}
