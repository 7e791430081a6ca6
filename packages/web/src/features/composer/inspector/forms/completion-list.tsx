/** What may be inserted into a field, as a list below it. */
import type { Completion } from '@merlon/language'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from '../../../../ui/class-names.ts'
import { visibleText } from '../../../report/pretty.ts'

const HIGHEST = 248
const LEAST_WIDTH = 380
const GAP = 4

interface Place {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly above: boolean
}

/** Below the field, or above it where there is more room; relative to a dialog that the field stands in. */
function placeOf(anchor: HTMLElement, around: HTMLElement | null): Place {
  const { left, top, bottom, width } = anchor.getBoundingClientRect()
  const origin = around?.getBoundingClientRect() ?? { left: 0, top: 0 }
  const above = innerHeight - bottom < HIGHEST && top > innerHeight - bottom
  const wide = Math.max(width, LEAST_WIDTH)
  const inside = Math.max(8, Math.min(left, innerWidth - wide - 8))
  return { left: inside - origin.left, top: (above ? top - GAP : bottom + GAP) - origin.top, width: wide, above }
}

function useFollowed(anchor: RefObject<HTMLElement | null>): Place | undefined {
  const [place, setPlace] = useState<Place>()
  useLayoutEffect(() => {
    const follow = (): void => {
      const element = anchor.current
      if (element) setPlace(placeOf(element, element.closest<HTMLElement>('[role="dialog"]')))
    }
    follow()
    addEventListener('scroll', follow, true)
    addEventListener('resize', follow)
    return () => {
      removeEventListener('scroll', follow, true)
      removeEventListener('resize', follow)
    }
  }, [anchor])
  return place
}

export interface CompletionListProps {
  readonly id: string
  readonly anchor: RefObject<HTMLElement | null>
  readonly items: readonly Completion[]
  readonly active: number
  readonly onPick: (item: Completion) => void
}

export const optionId = (list: string, at: number): string => `${list}-${at}`

export function CompletionList({ id, anchor, items, active, onPick }: CompletionListProps) {
  const place = useFollowed(anchor)
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (place) list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, place])
  if (!place) return null
  const { left, top, width, above } = place
  return createPortal(
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Suggestions"
      tabIndex={-1}
      className="pointer-events-auto fixed z-50 overflow-auto rounded-lg bg-raised p-1 shadow-pop"
      style={{ left, top, width, maxHeight: HIGHEST, translate: above ? '0 -100%' : '0 0' }}
    >
      {items.map((item, at) => (
        <div
          key={`${item.kind} ${item.label}`}
          id={optionId(id, at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          className={classNames(
            'flex min-h-6.5 cursor-pointer items-center gap-3 rounded-md px-2',
            at === active && 'bg-accent-soft',
          )}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(item)}
          onKeyDown={(event) => event.key === 'Enter' && onPick(item)}
        >
          <span className="min-w-0 shrink-0 truncate font-mono text-sm">{visibleText(item.label)}</span>
          <span className="ml-auto min-w-0 truncate text-right text-sm text-faint">
            {item.detail === undefined ? null : <span className="font-mono">{visibleText(item.detail)}</span>}
            {item.kind === 'variable' && item.documentation !== undefined ? ` ${item.documentation}` : null}
          </span>
        </div>
      ))}
    </div>,
    anchor.current?.closest<HTMLElement>('[role="dialog"]') ?? document.body,
  )
}
