import type { TestEntry } from '@merlon/protocol/http'
import { classNames } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { toggled } from '../../ui/toggled.ts'
import { type OutcomeFilter, type TestFilter, tagCounts } from './shown-tests.ts'

const OUTCOMES: readonly { value: OutcomeFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'failed', label: 'Failed' },
  { value: 'passed', label: 'Passed' },
  { value: 'never', label: 'Never run' },
]

const MOST_TAGS = 14

export function Filters({
  tests,
  filter,
  onChange,
}: {
  tests: readonly TestEntry[]
  filter: TestFilter
  onChange: (filter: TestFilter) => void
}) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3">
      <Segmented
        label="Outcome"
        value={filter.outcome}
        options={OUTCOMES}
        onChange={(outcome) => onChange({ ...filter, outcome })}
      />
      <div className="w-60">
        <TextInput
          type="search"
          aria-label="Filter tests"
          placeholder="Filter by name, folder or tag"
          value={filter.text}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
        />
      </div>
      <div className="flex flex-wrap gap-1.5">
        {tagCounts(tests)
          .slice(0, MOST_TAGS)
          .map(([tag, count]) => (
            <button
              key={tag}
              type="button"
              aria-pressed={filter.tags.has(tag)}
              onClick={() => onChange({ ...filter, tags: toggled(filter.tags, tag) })}
              className={classNames(
                'h-6 rounded-full border px-2.5 text-sm',
                filter.tags.has(tag)
                  ? 'border-accent bg-accent-soft font-medium text-accent-text'
                  : 'border-line-strong text-muted hover:text-text',
              )}
            >
              {tag} <span className="text-faint">{count}</span>
            </button>
          ))}
      </div>
    </div>
  )
}
