/** Finds what a new step is to do: components by category and the project's snippets, those used last in front. */
import type { ComponentDocument } from '@merlon/protocol'
import { Popover } from 'radix-ui'
import { Fragment, useId, useMemo, useState } from 'react'
import { useAnswer } from '../../../api/queries.ts'
import { useChoice } from '../../../app/choices.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { Language } from '../composer.ts'
import { COLORS } from './colors.ts'
import { byUse, CATEGORY_TITLES, newStep, snippetCaller } from './siblings.ts'

interface Entry {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly name: string
  readonly summary: string
  readonly color: string
  readonly yaml: string
}

const RECENT: readonly string[] = []
const MOST_RECENT = 5
const SNIPPETS = 'Snippets'

const entryOf = (component: ComponentDocument): Entry => ({
  id: component.name,
  group: CATEGORY_TITLES[component.category],
  title: component.title,
  name: component.name,
  summary: component.summary,
  color: COLORS[component.category],
  yaml: newStep(component),
})

/** All that can be inserted: components in the order of their categories, what is used most first, then snippets. */
function useEntries({ catalog }: Language): Entry[] {
  const { data } = useAnswer('listFiles', {})
  return useMemo(() => {
    const order = Object.values(CATEGORY_TITLES)
    const components = byUse(catalog).map(entryOf)
    const caller = snippetCaller(catalog)
    const snippets = caller ? (data?.files.filter(({ kind }) => kind === 'snippet') ?? []) : []
    return [
      ...components.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group)),
      ...snippets.map(({ name, path }) => ({
        id: `snippet ${name}`,
        group: SNIPPETS,
        title: name,
        name: caller!.component.name,
        summary: path,
        color: COLORS[caller!.component.category],
        yaml: newStep(caller!.component, { [caller!.field]: name }),
      })),
    ]
  }, [catalog, data])
}

function found(entries: readonly Entry[], recent: readonly string[], query: string): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) {
    const last = recent.flatMap((id) => entries.filter((one) => one.id === id))
    return [...last.map((one) => ({ ...one, group: 'Recent' })), ...entries.filter(({ id }) => !recent.includes(id))]
  }
  const rank = ({ title, name, summary }: Entry): number => {
    const names = `${title} ${name}`.toLowerCase()
    if (!words.every((word) => `${names} ${summary.toLowerCase()}`.includes(word))) return -1
    if (name === words[0] || title.toLowerCase() === words[0]) return 3
    return names.split(/[\s-]/).some((part) => part.startsWith(words[0]!))
      ? 2
      : words.every((word) => names.includes(word))
        ? 1
        : 0
  }
  return entries
    .map((entry) => ({ entry, at: rank(entry) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)
    .map(({ entry }) => entry)
}

interface ListProps {
  readonly id: string
  readonly entries: readonly Entry[]
  readonly grouped: boolean
  readonly at: number
  readonly onPoint: (at: number) => void
  readonly onChoose: (entry: Entry) => void
}

function Option({ entry, at, props }: { entry: Entry; at: number; props: ListProps }) {
  const on = at === props.at
  return (
    <div
      id={`${props.id}-${at}`}
      role="option"
      aria-selected={on}
      tabIndex={-1}
      ref={on ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
      className={classNames(
        'flex min-h-7 cursor-pointer items-baseline gap-2.5 rounded-md px-2 py-1',
        on && 'bg-accent-soft',
      )}
      onMouseMove={() => on || props.onPoint(at)}
      onClick={() => props.onChoose(entry)}
      onKeyDown={() => undefined}
    >
      <span className={classNames('w-24 shrink-0 truncate text-sm font-semibold', entry.color)}>{entry.title}</span>
      <span className="min-w-0 flex-1 truncate text-sm text-muted">{entry.summary.replaceAll('`', '')}</span>
      <code className={classNames('shrink-0 text-xs', on ? 'text-muted' : 'text-faint')}>{entry.name}</code>
    </div>
  )
}

function List(props: ListProps) {
  const { entries, grouped } = props
  return (
    <div id={props.id} role="listbox" aria-label="Steps to add" className="max-h-84 overflow-auto p-1">
      {entries.map((entry, at) => (
        <Fragment key={entry.id}>
          {grouped && entry.group !== entries[at - 1]?.group ? (
            <div
              role="presentation"
              className="px-2 pt-1.5 pb-0.5 text-xs font-semibold tracking-wide text-faint uppercase"
            >
              {entry.group}
            </div>
          ) : null}
          <Option entry={entry} at={at} props={props} />
        </Fragment>
      ))}
    </div>
  )
}

function Search({ language, onInsert }: { language: Language; onInsert: (yaml: string, title: string) => void }) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const [recent, setRecent] = useChoice<readonly string[]>('recent-components', RECENT)
  const list = useId()
  const all = useEntries(language)
  const entries = found(all, recent, query)
  const choose = (entry: Entry | undefined): void => {
    if (!entry) return
    setRecent([entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, MOST_RECENT))
    onInsert(entry.yaml, entry.title)
  }
  return (
    <>
      <input
        ref={(field) => field?.focus()}
        role="combobox"
        aria-label="Find a step to add"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={entries[at] ? `${list}-${at}` : undefined}
        value={query}
        placeholder="What is the step to do?"
        autoComplete="off"
        spellCheck={false}
        className="h-9 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint"
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (move !== undefined) setAt(Math.max(0, Math.min(entries.length - 1, at + move)))
          else if (event.key === 'Enter') choose(entries[at])
          else return
          event.preventDefault()
        }}
      />
      <List id={list} entries={entries} grouped={query.trim() === ''} at={at} onPoint={setAt} onChoose={choose} />
      <p role="status" className={entries.length === 0 ? 'px-3 pb-3 text-muted' : 'sr-only'}>
        {entries.length === 0 ? `Nothing is called “${query}”.` : `${entries.length} found`}
      </p>
    </>
  )
}

export function InsertPalette({
  language,
  anchor,
  onInsert,
  onClose,
  onClosed,
}: {
  language: Language
  anchor: Element
  onInsert: (yaml: string, title: string) => void
  onClose: () => void
  onClosed: () => void
}) {
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <Popover.Content
          aria-label="Add a step"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-136 max-w-[calc(100vw-32px)] overflow-hidden rounded-lg bg-raised shadow-pop"
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onClosed()
          }}
        >
          <Search language={language} onInsert={onInsert} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
