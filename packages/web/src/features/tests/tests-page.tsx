/** All tests: how they went, which to run, and what came of it. */
import { Download, Play, Plus, Square } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useAnswer } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { useCommands } from '../../app/commands.ts'
import { environmentList, useEnvironment } from '../../app/environment.ts'
import { EnvironmentPicker } from '../../app/environment-picker.tsx'
import { openNewTest } from '../../app/new-test.ts'
import { Page } from '../../app/page.tsx'
import { Button } from '../../ui/button.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { countText } from '../../ui/words.ts'
import { Filters } from './filters.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { noFilter, shownTests } from './shown-tests.ts'
import { SuiteBanner } from './suite-banner.tsx'
import { TestTable } from './test-table.tsx'
import { useSuiteRun } from './use-suite-run.ts'

export default function TestsPage() {
  const tests = useAnswer('listTests', {})
  const { environment } = useEnvironment()
  const [filter, setFilter] = useState(noFilter)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [importing, setImporting] = useState(false)
  const suite = useSuiteRun()
  const all = tests.data?.tests
  const shown = useMemo(() => shownTests(all ?? [], filter), [all, filter])
  const chosen = shown.filter(({ path }) => selected.has(path))
  const toRun = chosen.length > 0 ? chosen : shown
  const runThese = (paths: readonly string[]): void =>
    void suite.start({ tests: [...paths], environments: environmentList(environment) }, paths.length)
  const run = (): void => runThese(toRun.map(({ path }) => path))
  useCommands([
    {
      id: 'run',
      title: 'Run the selected tests, or all',
      group: 'Tests',
      keys: 'Mod+Enter',
      run,
      disabled: toRun.length === 0,
    },
    { id: 'new-test', title: 'New test…', group: 'Tests', keys: 'N', run: openNewTest },
    { id: 'import', title: 'Import…', group: 'Tests', run: () => setImporting(true) },
  ])
  return (
    <Page
      crumbs={[{ label: 'Tests' }]}
      tools={
        <>
          <Button look="quiet" onClick={() => setImporting(true)}>
            <Download size={14} aria-hidden="true" /> Import…
          </Button>
          <Button onClick={openNewTest}>
            <Plus size={14} aria-hidden="true" /> New test
          </Button>
          <EnvironmentPicker />
          {suite.running ? (
            <Button look="danger" onClick={suite.stop}>
              <Square size={12} aria-hidden="true" /> Stop
            </Button>
          ) : (
            <Button look="primary" onClick={run} disabled={toRun.length === 0}>
              <Play size={12} fill="currentColor" aria-hidden="true" />
              {chosen.length > 0 ? `Run ${countText(chosen.length, 'test')}` : 'Run all'} <Keys keys="Mod+Enter" />
            </Button>
          )}
        </>
      }
    >
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
      <div className="min-h-0 flex-1 overflow-auto px-6.5 pt-5 pb-10">
        <h1 className="text-xl font-semibold tracking-tight">Tests</h1>
        {tests.isError ? <Failure error={tests.error} onRetry={() => void tests.refetch()} /> : null}
        {tests.isPending ? <Skeleton className="px-0" /> : null}
        {all?.length === 0 ? (
          <Empty
            title="No tests yet"
            actions={
              <>
                <Button look="primary" onClick={openNewTest}>
                  New test
                </Button>
                <Button onClick={() => setImporting(true)}>Import…</Button>
              </>
            }
          >
            A test sends requests and asserts on what comes back. Begin with one request, or bring the tests that you
            have.
          </Empty>
        ) : null}
        {all && all.length > 0 ? (
          <>
            <p className="mb-3 text-muted">
              {countText(all.length, 'test')} ·{' '}
              <Link href={addresses.runs} className="text-accent-text underline">
                all runs
              </Link>
            </p>
            <SuiteBanner suite={suite} onRunAgain={runThese} />
            <Filters tests={all} filter={filter} onChange={setFilter} />
            <TestTable tests={shown} selected={selected} onSelect={setSelected} outcomes={suite.outcomes} />
          </>
        ) : null}
      </div>
    </Page>
  )
}
