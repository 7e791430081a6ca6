/** The files of a project in rows; only those on the screen are drawn, and only of those uses are asked for. */
import { clean } from '@merlon/protocol'
import type { FileEntry, UseKind } from '@merlon/protocol/http'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { classNames } from '../../ui/class-names.ts'
import { sizeText } from '../../ui/words.ts'
import { UsesButton } from '../variables/uses.tsx'

const ROW_PX = 36

export interface ListRow {
  readonly entry: FileEntry
  /** How tests call it. */
  readonly name: string
}

function Uses({ kind, name }: { kind: UseKind; name: string }) {
  const { data } = useAnswer('listUses', { kind, name })
  return data ? <UsesButton kind={kind} name={name} count={data.uses.length} /> : null
}

export function FileList({
  label,
  kind,
  rows,
  selected,
  nameOf,
  actions,
}: {
  label: string
  kind: UseKind
  rows: readonly ListRow[]
  selected?: string | undefined
  /** The name of a row, as a link or button. */
  nameOf: (row: ListRow, shown: ReactNode) => ReactNode
  actions?: (row: ListRow) => ReactNode
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getItemKey: (at) => rows[at]?.entry.path ?? at,
  })
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto rounded-lg border border-line bg-raised">
      <ul aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index]
          if (!row) return null
          const { entry, name } = row
          return (
            <li
              key={key}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ top: start, height: ROW_PX }}
              className={classNames(
                'absolute flex w-full items-center gap-3 px-3',
                index > 0 && 'border-t border-line',
                selected === entry.path ? 'bg-accent-soft' : 'hover:bg-sunken',
              )}
            >
              <span className="flex min-w-0 flex-1">{nameOf(row, clean(name))}</span>
              <span className="w-20 text-right text-sm text-muted">{sizeText(entry.size)}</span>
              <span className="w-20 text-right">
                <Uses kind={kind} name={name} />
              </span>
              {actions?.(row)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
