import type { TestEntry } from '@merlon/protocol/http'
import { memo } from 'react'
import { Link } from 'wouter'
import { addresses } from '../../app/addresses.ts'
import { OutcomeDisc, outcomeName, type Shown } from '../../ui/outcome.tsx'
import { Tag } from '../../ui/tag.tsx'
import { toggled } from '../../ui/toggled.ts'
import { agoText, countText, durationText } from '../../ui/words.ts'
import { Trend } from './trend.tsx'

const MOST_TAGS = 4

const Row = memo(function Row({
  test,
  outcome,
  selected,
  onToggle,
}: {
  test: TestEntry
  outcome: Shown
  selected: boolean
  onToggle: (path: string) => void
}) {
  const { path, name, tags, inputs, outcomes, mistakes, warnings, changed, older } = test
  const [last] = outcomes
  return (
    <tr className="border-t border-line hover:bg-sunken/60" data-selected={selected}>
      <td className="w-9 pl-3">
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={selected}
          onChange={() => onToggle(path)}
          className="size-4 align-middle accent-accent"
        />
      </td>
      <td className="w-8">
        <OutcomeDisc outcome={outcome} />
      </td>
      <td className="max-w-0 py-1.5 pr-4">
        <Link href={addresses.test(path)} className="block truncate font-medium hover:text-accent-text hover:underline">
          {name}
        </Link>
        <span className="flex min-w-0 items-center gap-2 text-sm text-faint">
          <span className="truncate">{path}</span>
          {changed ? <span className="shrink-0">· changed since last commit</span> : null}
          {older ? <span className="shrink-0">· older format</span> : null}
          {mistakes > 0 ? (
            <span className="shrink-0 font-medium text-fail">· {countText(mistakes, 'mistake')}</span>
          ) : null}
          {warnings > 0 ? <span className="shrink-0 text-warn">· {countText(warnings, 'warning')}</span> : null}
        </span>
      </td>
      <td className="w-56 pr-3">
        <span className="flex flex-wrap gap-1">
          {tags.slice(0, MOST_TAGS).map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
          {tags.length > MOST_TAGS ? <span className="text-sm text-faint">+{tags.length - MOST_TAGS}</span> : null}
          {inputs.length > 1 ? <Tag>{countText(inputs.length, 'input set')}</Tag> : null}
        </span>
      </td>
      <td className="w-24">
        <Trend outcomes={outcomes} />
      </td>
      <td className="w-44 pr-3 text-muted">
        {outcome === 'running' ? (
          outcomeName('running')
        ) : last === undefined ? (
          <span className="text-faint">never run</span>
        ) : (
          <Link href={addresses.run(last.run)} className="hover:text-text hover:underline">
            {agoText(last.at)} · {durationText(last.durationMs)}
          </Link>
        )}
      </td>
    </tr>
  )
})

export function TestTable({
  tests,
  selected,
  onSelect,
  outcomes,
}: {
  tests: readonly TestEntry[]
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  /** What the run that was started here says; wins over what was. */
  outcomes: ReadonlyMap<string, Shown>
}) {
  const toggle = (path: string): void => onSelect(toggled(selected, path))
  const everything = tests.length > 0 && tests.every(({ path }) => selected.has(path))
  const shownOutcome = ({ path, running, outcomes: [last] }: TestEntry): Shown =>
    outcomes.get(path) ?? (running === undefined ? (last?.status ?? 'none') : 'running')
  if (tests.length === 0) return <p className="py-8 text-center text-muted">No test fits this filter.</p>
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-raised">
      <table className="w-full border-collapse text-left">
        <thead className="text-sm text-muted">
          <tr className="h-8">
            <th scope="col" className="pl-3">
              <input
                type="checkbox"
                aria-label="Select all"
                checked={everything}
                onChange={() => onSelect(everything ? new Set() : new Set(tests.map(({ path }) => path)))}
                className="size-4 align-middle accent-accent"
              />
            </th>
            <th scope="col">
              <span className="sr-only">Outcome</span>
            </th>
            <th scope="col" className="font-medium">
              Test
            </th>
            <th scope="col" className="font-medium">
              Tags
            </th>
            <th scope="col" className="font-medium">
              Trend
            </th>
            <th scope="col" className="font-medium">
              Last run
            </th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <Row
              key={test.path}
              test={test}
              outcome={shownOutcome(test)}
              selected={selected.has(test.path)}
              onToggle={toggle}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
