/** A body as a tree: opened step by step, searched, and each value ready to be kept or asserted. */
import type { BodyNode } from '@merlon/language'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/field.tsx'
import { toggled } from '../../ui/toggled.ts'
import { countText } from '../../ui/words.ts'
import { visibleText } from '../report/pretty.ts'
import { firstOpen, opens, rowsOf, search, type TreeRow } from './tree-rows.ts'
import type { Writing } from './use-writing.ts'
import { keep, type ValueAction, ValueActions, valuePaths } from './value-actions.tsx'
import { keepings } from './writing.ts'

const ROW = 26
const HIGHEST = 340
const INDENT = 14
const DEEPEST_INDENT = 16
const SEARCHED_FROM = 12

const TONES: Readonly<Record<BodyNode['kind'], string>> = {
  object: 'text-muted',
  list: 'text-muted',
  element: 'text-text',
  text: 'text-string',
  attribute: 'text-string',
  number: 'text-number',
  boolean: 'text-number',
  null: 'text-number',
}

const shownKey = ({ key, path, kind }: BodyNode): string =>
  typeof path.at(-1) === 'number' || kind === 'element' || kind === 'attribute' ? key : `"${key}"`

function shownPreview({ kind, preview, count = 0 }: BodyNode, open: boolean | undefined): string {
  if (kind === 'list') return open ? `[ ${count} ]` : `[ ${countText(count, 'item')} ]`
  if (kind === 'object') return open || count === 0 ? '{ }' : preview
  return preview
}

interface RowProps {
  readonly row: TreeRow
  readonly root: BodyNode
  readonly writing: Writing | undefined
  readonly current: boolean
  readonly reached: boolean
  readonly hit: boolean
  readonly action: ValueAction | undefined
  readonly onAction: (action: ValueAction | undefined) => void
  readonly onToggle: () => void
  readonly onCurrent: () => void
  readonly onClosed: () => void
}

function Row({ row, root, writing, current, reached, hit, action, onAction, onToggle, onCurrent, onClosed }: RowProps) {
  const { node, depth, open } = row
  const [near, setNear] = useState(false)
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={current}
      {...(open === undefined ? {} : { 'aria-expanded': open })}
      tabIndex={reached ? 0 : -1}
      className={classNames(
        'flex h-full items-center gap-1 rounded-md pr-1 font-mono text-sm outline-none focus-visible:outline-2 focus-visible:-outline-offset-2',
        current ? 'bg-accent-soft' : 'hover:bg-accent-soft/60',
      )}
      style={{ paddingLeft: Math.min(depth, DEEPEST_INDENT) * INDENT + 4 }}
      onFocus={(event) => event.target === event.currentTarget && onCurrent()}
      onMouseEnter={() => setNear(true)}
      onMouseLeave={() => setNear(false)}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('button, [role="dialog"]')) return
        event.currentTarget.focus()
        if (open !== undefined) onToggle()
      }}
      onKeyDown={() => undefined}
    >
      <span className="grid w-4 shrink-0 place-items-center text-faint" aria-hidden="true">
        {open === undefined ? null : open ? <ChevronDown size={13} /> : <ChevronRight size={13} />}
      </span>
      {node.key === '' ? null : (
        <bdi className={classNames('max-w-[50%] shrink-0 truncate text-muted', hit && 'font-semibold')}>
          {visibleText(shownKey(node))}
          <span aria-hidden="true">:</span>
        </bdi>
      )}
      <bdi className={classNames('min-w-0 flex-1 truncate', TONES[node.kind])} title={visibleText(node.preview)}>
        {visibleText(shownPreview(node, open))}
      </bdi>
      {writing && (current || near || action !== undefined) ? (
        <ValueActions {...{ writing, root, node, open: action, onOpen: onAction, onClosed }} />
      ) : null}
    </div>
  )
}

/** Where an arrow key goes from a row, and whether it opens or closes it. */
function travel(rows: readonly TreeRow[], at: number, key: string): { to?: number; toggle?: true } | undefined {
  const row = rows[at]
  if (key === 'ArrowDown') return { to: Math.min(rows.length - 1, at + 1) }
  if (key === 'ArrowUp') return { to: Math.max(0, at - 1) }
  if (key === 'Home') return { to: 0 }
  if (key === 'End') return { to: rows.length - 1 }
  if (key === 'ArrowRight') return row?.open === false ? { toggle: true } : row?.open ? { to: at + 1 } : undefined
  if (key === 'ArrowLeft') return row?.open ? { toggle: true } : row && row.parent >= 0 ? { to: row.parent } : undefined
  return undefined
}

export function BodyTreeView({ root, writing }: { root: BodyNode; writing: Writing | undefined }) {
  const [open, setOpen] = useState(() => firstOpen(root))
  const [wanted, setWanted] = useState('')
  const [current, setCurrent] = useState<string>()
  const [action, setAction] = useState<ValueAction>()
  const scroller = useRef<HTMLDivElement>(null)
  const found = useMemo(
    () => (wanted.trim() === '' ? undefined : search(root, wanted.trim().toLowerCase())),
    [root, wanted],
  )
  const rows = useMemo(() => found?.rows ?? rowsOf(root, open), [found, root, open])
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === current),
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]!.key,
    overscan: 10,
  })
  const focusRow = (index: number): void => {
    setCurrent(rows[index]?.key)
    virtual.scrollToIndex(index)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] [role="treeitem"]`)?.focus(),
    )
  }
  const toggle = (key: string): void => setOpen(toggled(open, key))
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'treeitem') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[at]
    const way = travel(rows, at, event.key)
    if (way?.to !== undefined) focusRow(way.to)
    else if (way?.toggle && row) toggle(row.key)
    else if (row && writing && (event.key === 'k' || event.key === 'a' || event.key === 'Enter')) {
      const ways = keepings(valuePaths(writing, root, row.node))
      if (event.key !== 'k') setAction('assert')
      else if (ways.length > 1) setAction('keep')
      else keep(writing, row.node, ways[0]!.expression, false)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      {rows.length > SEARCHED_FROM || wanted !== '' || rows.some((row) => row.open === false) ? (
        <div className="mb-1.5 flex items-center gap-2">
          <TextInput
            type="search"
            aria-label="Search the body"
            placeholder="Search"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <span aria-live="polite" className="shrink-0 text-sm text-muted">
            {found ? `${found.hits.size.toLocaleString('en')}${found.cut ? '+' : ''} found` : ''}
          </span>
        </div>
      ) : null}
      <div
        ref={scroller}
        role="tree"
        aria-label="Body of the response"
        tabIndex={-1}
        className="overflow-auto rounded-lg border border-line bg-sunken p-1"
        style={{ maxHeight: HIGHEST }}
        onKeyDown={onKeyDown}
      >
        <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]!
            return (
              <div
                key={row.key}
                role="none"
                data-index={index}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW, transform: `translateY(${start}px)` }}
              >
                <Row
                  row={row}
                  root={root}
                  writing={writing}
                  current={row.key === current}
                  reached={index === at}
                  hit={found?.hits.has(row.key) === true}
                  action={index === at ? action : undefined}
                  onAction={(next) => {
                    setCurrent(row.key)
                    setAction(next)
                  }}
                  onToggle={() => opens(row.node) && !found && toggle(row.key)}
                  onCurrent={() => setCurrent(row.key)}
                  onClosed={() => focusRow(index)}
                />
              </div>
            )
          })}
        </div>
      </div>
      {writing ? <p className="sr-only">Keep a value with K, assert it with A or Enter.</p> : null}
    </>
  )
}
