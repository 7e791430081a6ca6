import type { TestEntry } from '@merlon/protocol/http'

export type OutcomeFilter = 'all' | 'passed' | 'failed' | 'never'

export interface TestFilter {
  readonly text: string
  readonly tags: ReadonlySet<string>
  readonly outcome: OutcomeFilter
}

export const noFilter: TestFilter = { text: '', tags: new Set(), outcome: 'all' }

const outcomes: Readonly<Record<OutcomeFilter, (test: TestEntry) => boolean>> = {
  all: () => true,
  passed: ({ outcomes: [last] }) => last?.status === 'passed',
  failed: ({ outcomes: [last], mistakes }) => mistakes > 0 || (last !== undefined && last.status !== 'passed'),
  never: ({ outcomes: [last] }) => last === undefined,
}

/** The tests that a filter lets through: every word of its text is there, and all of its tags. */
export function shownTests(tests: readonly TestEntry[], { text, tags, outcome }: TestFilter): TestEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return tests.filter((test) => {
    const searched = `${test.name} ${test.path} ${test.description ?? ''} ${test.tags.join(' ')}`.toLowerCase()
    return (
      words.every((word) => searched.includes(word)) &&
      [...tags].every((tag) => test.tags.includes(tag)) &&
      outcomes[outcome](test)
    )
  })
}

/** All tags with how many tests have them, the most frequent first. */
export function tagCounts(tests: readonly TestEntry[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { tags } of tests) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}
