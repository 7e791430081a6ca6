/** One field that finds everything: tests, snippets, environments, saved requests, and what can be done here. */
import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import { useAnswer } from '../api/queries.ts'
import { classNames } from '../ui/class-names.ts'
import { Keys } from '../ui/keys.tsx'
import { addresses } from './addresses.ts'
import { useAllCommands } from './commands.ts'
import { palette } from './palette.ts'

interface Entry {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly about?: string
  readonly keys?: string
  readonly run: () => void
}

const MOST = 40

/** Every word of the query must be there, in any order; matches at the beginning of the label come first. */
function found(entries: readonly Entry[], query: string): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const matching = entries.filter(({ label, about = '', group }) => {
    const text = `${label} ${about} ${group}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const rank = ({ label }: Entry): number => (label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1)
  return matching.sort((a, b) => rank(a) - rank(b)).slice(0, MOST)
}

function useEntries(): Entry[] {
  const [, go] = useLocation()
  const { data: tests } = useAnswer('listTests', {})
  const { data: files } = useAnswer('listFiles', {})
  const commands = useAllCommands()
  const to = (address: string) => () => go(address)
  const byKind = (kind: string) => files?.files.filter((file) => file.kind === kind) ?? []
  return [
    ...(tests?.tests ?? []).map(({ path, name }) => ({
      id: path,
      group: 'Test',
      label: name,
      about: path,
      run: to(addresses.test(path)),
    })),
    ...byKind('snippet').map(({ path, name }) => ({
      id: path,
      group: 'Snippet',
      label: name,
      about: path,
      run: to(addresses.snippet(path)),
    })),
    ...byKind('environment').map(({ path, name }) => ({
      id: path,
      group: 'Environment',
      label: name,
      about: path,
      run: to(addresses.environment(name)),
    })),
    ...byKind('request').map(({ path, name }) => ({
      id: path,
      group: 'Request',
      label: name,
      about: path,
      run: to(addresses.request(path)),
    })),
    ...commands
      .filter(({ hidden, disabled }) => !hidden && !disabled)
      .map(({ id, title, group, keys, run }) => ({
        id: `command:${id}`,
        group,
        label: title,
        ...(keys === undefined ? {} : { keys }),
        run,
      })),
  ]
}

function Found({ onDone }: { onDone: () => void }) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const entries = found(useEntries(), query)
  const chosen = entries[at]
  const choose = (entry: Entry | undefined): void => {
    if (!entry) return
    onDone()
    entry.run()
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const move = moves[event.key]
    if (move !== undefined) setAt((now) => Math.max(0, Math.min(entries.length - 1, now + move)))
    else if (event.key === 'Enter') choose(chosen)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search size={15} aria-hidden="true" className="text-faint" />
        <input
          // The dialog is opened to type into it.
          ref={(field) => field?.focus()}
          role="combobox"
          aria-label="Search or jump to"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${at}` : undefined}
          value={query}
          placeholder="Search or jump to…"
          autoComplete="off"
          spellCheck={false}
          className="h-11 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={list} role="listbox" aria-label="Found" className="max-h-[50vh] overflow-auto p-1.5">
        {entries.map((entry, place) => (
          <div
            key={entry.id}
            id={`${list}-${place}`}
            role="option"
            aria-selected={place === at}
            tabIndex={-1}
            ref={place === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            className={classNames(
              'flex h-8 cursor-pointer items-center gap-3 rounded-md px-2.5',
              place === at && 'bg-accent-soft',
            )}
            onMouseMove={() => setAt(place)}
            onClick={() => choose(entry)}
            onKeyDown={onKeyDown}
          >
            <span className="truncate">{entry.label}</span>
            {entry.about === undefined ? null : (
              <span className="min-w-0 truncate text-sm text-faint">{entry.about}</span>
            )}
            <span className="ml-auto shrink-0 text-sm text-faint">{entry.group}</span>
            {entry.keys === undefined ? null : <Keys keys={entry.keys} />}
          </div>
        ))}
      </div>
      <p role="status" className={entries.length === 0 ? 'px-4 pb-5 text-center text-muted' : 'sr-only'}>
        {entries.length === 0 ? `Nothing is called “${query}”.` : `${entries.length} found`}
      </p>
    </>
  )
}

export default function CommandPalette() {
  return (
    <Radix.Root open onOpenChange={(now) => now || palette.close()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-160 max-w-[calc(100vw-32px)] -translate-x-1/2 rounded-[10px] bg-raised shadow-pop outline-none"
        >
          <Radix.Title className="sr-only">Search or jump to</Radix.Title>
          <Found onDone={palette.close} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
