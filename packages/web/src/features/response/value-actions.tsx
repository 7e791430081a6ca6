/** What can be done with a value of a response: keep it in a variable, or assert something about it. */
import { type BodyNode, looksSecret, pathsOf, suggestedName, type ValuePaths } from '@merlon/language'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { popoverLook } from '../../ui/menu.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { visibleText } from '../report/pretty.ts'
import type { Writing } from './use-writing.ts'
import { assertionsFor, assertionYaml, canReachAny, keepings, keepStep, type Reach } from './writing.ts'

export type ValueAction = 'keep' | 'assert'

export const valuePaths = (writing: Writing, root: BodyNode, node: BodyNode): ValuePaths =>
  pathsOf(writing.root, root.value, node.path)

/** The name by which a value is known: its key, or for an item of a list that of the list. */
const keyOf = ({ path }: BodyNode): string => path.findLast((part) => typeof part === 'string')?.replace(/^@/, '') ?? ''

/** Writes the step that keeps a value; `expression` is one of the ways to say which. */
export function keep(writing: Writing, node: BodyNode, expression: string, isList: boolean): void {
  const key = keyOf(node)
  const name = suggestedName(expression, isList && key !== '' ? `${key}s`.replace(/ss$/, 's') : key, writing.taken)
  const yaml = keepStep(writing.catalog, name, expression, looksSecret(key))
  if (yaml !== undefined) writing.insert(yaml, `keeping ${name}`, { show: true })
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (move === undefined) return
  event.preventDefault()
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-entry]')]
  const at = entries.indexOf(document.activeElement as HTMLElement) // or nothing in the list
  entries[(at + move + entries.length) % entries.length]?.focus()
}

const entryLook =
  'flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-0.5 text-left hover:bg-accent-soft focus-visible:bg-accent-soft'

function Panel({ label, children, onClosed }: { label: string; children: ReactNode; onClosed: () => void }) {
  return (
    <Popover.Portal>
      <Popover.Content
        aria-label={label}
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className={`${popoverLook} flex max-h-(--radix-popover-content-available-height) w-84 flex-col`}
        onKeyDown={moveFocus}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  )
}

interface PanelProps {
  readonly writing: Writing
  readonly root: BodyNode
  readonly node: BodyNode
  readonly onDone: () => void
}

function KeepPanel({ writing, root, node, onDone }: PanelProps) {
  const ways = keepings(valuePaths(writing, root, node))
  return (
    <div>
      {ways.map(({ reach, label, expression }) => (
        <button
          key={reach}
          type="button"
          data-entry=""
          className={`${entryLook} flex-col items-start! gap-0!`}
          onClick={() => {
            keep(writing, node, expression, reach === 'each')
            onDone()
          }}
        >
          <span>{label}</span>
          <bdi className="font-mono text-sm break-all text-faint">{visibleText(expression)}</bdi>
        </button>
      ))}
    </div>
  )
}

const REACHES: Readonly<Record<Reach, string>> = { this: 'This one', each: 'Each item', any: 'Any item' }

function AssertPanel({ writing, root, node, onDone }: PanelProps) {
  const [reach, setReach] = useState<Reach>('this')
  const [shown, show] = useState(0)
  const { catalog } = writing
  const paths = valuePaths(writing, root, node)
  const options = assertionsFor(catalog, node.value).filter(
    (one) => reach !== 'any' || canReachAny(catalog, one, node.value),
  )
  const reaches: Reach[] = options.some((one) => canReachAny(catalog, one, node.value))
    ? ['this', 'each', 'any']
    : ['this', 'each']
  const yamlOf = (at: number): string => {
    const option = options[at] ?? options[0]
    return option ? assertionYaml(catalog, option, { paths, value: node.value, reach }) : ''
  }
  return (
    <>
      {paths.each ? (
        <div className="mb-1 flex border-b border-line p-1">
          <Segmented
            label="Of which items"
            value={reach}
            options={reaches.map((value) => ({ value, label: REACHES[value] }))}
            onChange={(next) => {
              setReach(next)
              show(0)
            }}
          />
        </div>
      ) : null}
      <div className="min-h-0 overflow-auto">
        {options.map(({ label }, at) => (
          <button
            key={label}
            type="button"
            data-entry=""
            className={entryLook}
            onFocus={() => show(at)}
            onMouseEnter={() => show(at)}
            onClick={() => {
              writing.insert(yamlOf(at), `asserting: ${label.toLowerCase()}`)
              onDone()
            }}
          >
            <bdi className="min-w-0 break-words">{visibleText(label)}</bdi>
          </button>
        ))}
      </div>
      <pre
        role="note"
        aria-label="The step"
        className="mt-1 max-h-40 min-h-16 overflow-auto rounded-md bg-sunken px-2 py-1.5 font-mono text-sm break-words whitespace-pre-wrap"
      >
        {visibleText(yamlOf(shown))}
      </pre>
    </>
  )
}

/** The buttons of a row. `open` is the panel that is shown. */
export function ValueActions({
  writing,
  root,
  node,
  open,
  onOpen,
  onClosed,
}: {
  writing: Writing
  root: BodyNode
  node: BodyNode
  open: ValueAction | undefined
  onOpen: (action: ValueAction | undefined) => void
  onClosed: () => void
}) {
  const ways = keepings(valuePaths(writing, root, node))
  const look =
    'h-6 rounded-[5px] border border-line-strong bg-raised px-2 font-sans text-sm font-medium text-accent-text'
  const change = (action: ValueAction) => (now: boolean) => onOpen(now ? action : undefined)
  const panel = { writing, root, node, onDone: () => onOpen(undefined) }
  return (
    <span className="flex shrink-0 gap-1 pr-1">
      {ways.length === 1 ? (
        <button
          type="button"
          tabIndex={-1}
          title="Keep as a variable (K)"
          className={look}
          onClick={() => keep(writing, node, ways[0]!.expression, false)}
        >
          Keep
        </button>
      ) : (
        <Popover.Root open={open === 'keep'} onOpenChange={change('keep')}>
          <Popover.Trigger tabIndex={-1} title="Keep as a variable (K)" className={look}>
            Keep
          </Popover.Trigger>
          <Panel label="Keep as a variable" onClosed={onClosed}>
            <KeepPanel {...panel} />
          </Panel>
        </Popover.Root>
      )}
      <Popover.Root open={open === 'assert'} onOpenChange={change('assert')}>
        <Popover.Trigger tabIndex={-1} title="Assert this (A)" className={look}>
          Assert
        </Popover.Trigger>
        <Panel label="Assert this" onClosed={onClosed}>
          <AssertPanel {...panel} />
        </Panel>
      </Popover.Root>
    </span>
  )
}
