/** Where a step can be added at the end of a list. */
import { Plus } from 'lucide-react'
import { classNames } from '../../../ui/class-names.ts'
import { Keys } from '../../../ui/keys.tsx'
import { Guides, INDENT } from './guides.tsx'
import type { AddRow as Row } from './rows.ts'
import type { CardHandlers } from './step-card.tsx'
import { useDropPlace } from './use-drop-place.ts'
import type { StepsState } from './use-steps.ts'

interface AddRowProps {
  readonly row: Row
  readonly state: StepsState
  readonly handlers: CardHandlers
  readonly onAdd: (row: Row, anchor: Element) => void
}

export function AddRow({ row, state, handlers, onAdd }: AddRowProps) {
  const { ref, over } = useDropPlace(handlers, state, row.key, row)
  const main = row.look === 'main'
  return (
    <div
      ref={ref}
      role="none"
      className="relative pb-1.5"
      style={{ paddingLeft: row.depth * INDENT }}
      data-add={row.key}
      data-drop={over ? 'inside' : undefined}
    >
      <Guides depth={row.depth} line={false} />
      <div className="pl-7.5">
        <button
          type="button"
          role="treeitem"
          aria-selected="false"
          aria-level={row.depth + 1}
          className={classNames(
            'flex w-full items-center gap-2 rounded-lg text-left hover:text-text',
            main
              ? 'min-h-9.5 border border-dashed border-line-strong px-3 text-muted hover:bg-raised'
              : 'min-h-6 px-1 text-sm text-faint',
            over && 'outline-2 outline-dashed outline-accent',
          )}
          onClick={(event) => onAdd(row, event.currentTarget)}
        >
          <Plus size={main ? 14 : 12} aria-hidden="true" />
          {row.title}
          {main ? <Keys keys="/" /> : null}
        </button>
      </div>
    </div>
  )
}
