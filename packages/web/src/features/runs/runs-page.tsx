/** Every run that is kept, whoever ran it, and how one test has been doing. */
import type { RunView } from '@merlon/protocol/http'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { call } from '../../api/client.ts'
import { useAnswer } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { Page } from '../../app/page.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { OutcomeDisc, type Shown } from '../../ui/outcome.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { agoText, countText, durationText, timeText } from '../../ui/words.ts'
import { TestTrend } from './test-trend.tsx'

type Filter = 'all' | 'passed' | 'failed'

const shownOutcome = ({ status, running }: RunView): Shown => (running ? 'running' : (status ?? 'errored'))

const FITS: Readonly<Record<Filter, (run: RunView) => boolean>> = {
  all: () => true,
  passed: ({ status }) => status === 'passed',
  failed: ({ status, running }) => !running && status !== 'passed',
}

function wordsOf({ tests, summary, running, interrupted, status }: RunView): string {
  const bad = summary.failures + summary.errors
  if (running) return 'running'
  if (interrupted) return 'stopped'
  if (status === undefined) return 'broke off'
  const parts = [
    bad > 0 ? `${bad} failed` : '',
    countText(summary.assertions + summary.requests, 'check'),
    tests.length > 1 ? countText(tests.length, 'test') : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

function RunRow({ run }: { run: RunView }) {
  const names = run.tests.map(({ name }) => name)
  return (
    <li className="border-t border-line first:border-t-0">
      <Link href={addresses.run(run.id)} className="flex min-h-10 items-center gap-3 px-3 hover:bg-sunken">
        <OutcomeDisc outcome={shownOutcome(run)} />
        <span className="min-w-0 flex-1 truncate font-medium">
          {names.slice(0, 3).join(', ') || 'Run'}
          {names.length > 3 ? ` and ${names.length - 3} more` : ''}
        </span>
        <span className="w-28 truncate text-sm text-muted">{run.environments.join(', ')}</span>
        <span className="w-52 text-sm text-muted">{wordsOf(run)}</span>
        <span className="w-20 text-right text-sm text-muted">{run.running ? '' : durationText(run.durationMs)}</span>
        <time dateTime={run.startedAt} title={timeText(run.startedAt)} className="w-32 text-right text-sm text-muted">
          {agoText(run.startedAt)}
        </time>
      </Link>
    </li>
  )
}

export default function RunsPage() {
  const [parameters, setParameters] = useSearchParams()
  const [filter, setFilter] = useState<Filter>('all')
  const test = parameters.get('test') ?? ''
  const { data: tests } = useAnswer('listTests', {})
  const runs = useInfiniteQuery({
    queryKey: ['listRuns', { test, pages: true }],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listRuns',
        { ...(test === '' ? {} : { test }), ...(pageParam === '' ? {} : { cursor: pageParam }), limit: 50 },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const all = runs.data?.pages.flatMap((page) => page.runs) ?? []
  const shown = all.filter(FITS[filter])
  return (
    <Page crumbs={[{ label: 'Runs' }]}>
      <div className="min-h-0 flex-1 overflow-auto px-6.5 pt-5 pb-10">
        <h1 className="mb-3 text-xl font-semibold tracking-tight">Runs</h1>
        <div className="mb-3 flex items-center gap-3">
          <Segmented
            label="Outcome"
            value={filter}
            options={[
              { value: 'all', label: 'All' },
              { value: 'failed', label: 'Failed' },
              { value: 'passed', label: 'Passed' },
            ]}
            onChange={setFilter}
          />
          <div className="w-80">
            <Select
              aria-label="Runs of"
              value={test}
              onChange={(event) => setParameters(event.target.value === '' ? {} : { test: event.target.value })}
              options={[
                { value: '', label: 'All tests' },
                ...(tests?.tests ?? []).map(({ path, name }) => ({ value: path, label: name })),
              ]}
            />
          </div>
        </div>
        {test !== '' && all.length > 0 ? <TestTrend path={test} runs={all} /> : null}
        {runs.isPending ? <Skeleton className="px-0" /> : null}
        {runs.isError ? <Failure error={runs.error} onRetry={() => void runs.refetch()} /> : null}
        {runs.isSuccess && all.length === 0 ? (
          <Empty title="No runs yet">
            Run a test here, or with <code>merlon run</code> in this folder: its runs appear here too.
          </Empty>
        ) : null}
        {shown.length > 0 ? (
          <ul className="rounded-lg border border-line bg-raised">
            {shown.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ul>
        ) : null}
        {all.length > 0 && shown.length === 0 ? <p className="py-8 text-center text-muted">No run fits.</p> : null}
        {runs.hasNextPage ? (
          <Button className="mt-3" onClick={() => void runs.fetchNextPage()}>
            Load more
          </Button>
        ) : null}
      </div>
    </Page>
  )
}
