/** A run of several tests: failures first, each a way into its own report. */
import type { RunReport } from '@merlon/protocol'
import { useState } from 'react'
import { Link } from 'wouter'
import { addresses } from '../../app/addresses.ts'
import { TextInput } from '../../ui/field.tsx'
import { Message } from '../../ui/message.tsx'
import { OutcomeDisc, OutcomeWord } from '../../ui/outcome.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { countText, durationText } from '../../ui/words.ts'
import { checksOf, failuresFirst, testFailed } from './checks.ts'

export function SuiteReport({ report, running }: { report: RunReport; running: boolean }) {
  const [failedOnly, setFailedOnly] = useState(false)
  const [search, setSearch] = useState('')
  const failed = report.tests.filter(testFailed).length
  const tests = failuresFirst(report.tests, testFailed).filter(
    (test) =>
      (!failedOnly || testFailed(test)) &&
      `${test.name} ${test.file} ${test.tags.join(' ')}`.toLowerCase().includes(search.toLowerCase()),
  )
  return (
    <>
      <div className="mb-3 flex items-center gap-3">
        <Segmented
          label="Tests shown"
          value={failedOnly ? 'failed' : 'all'}
          options={[
            { value: 'all', label: `All ${report.tests.length}` },
            { value: 'failed', label: `Failed ${failed}` },
          ]}
          onChange={(value) => setFailedOnly(value === 'failed')}
        />
        <div className="ml-auto w-60">
          <TextInput
            type="search"
            aria-label="Search this report"
            placeholder="Search this report"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </div>
      <ul className="rounded-lg border border-line bg-raised">
        {tests.map((test) => {
          const checks = checksOf(test.runs)
          const outcome = test.status ?? (running ? 'running' : 'errored')
          const firstMessage = test.runs
            .flatMap(({ steps, message }) => [...steps.map((step) => step.message), message])
            .find((text) => text !== undefined && text !== '')
          return (
            <li key={test.test} className="border-t border-line first:border-t-0">
              <Link
                href={addresses.runPart(report.id, test.test)}
                className="flex min-h-11 items-center gap-3 px-3 py-1.5 hover:bg-sunken"
              >
                <OutcomeDisc outcome={outcome} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{test.name}</span>
                  <span className="block truncate text-sm text-muted">
                    {testFailed(test) && firstMessage !== undefined ? <Message text={firstMessage} /> : test.file}
                  </span>
                </span>
                {testFailed(test) ? <OutcomeWord outcome={outcome} /> : null}
                <span className="w-44 text-right text-sm text-muted">
                  {checks.failed > 0 ? `${checks.failed} of ` : ''}
                  {countText(checks.total, 'check')}
                  {test.runs.length > 1 ? ` · ${countText(test.runs.length, 'input set')}` : ''}
                </span>
                <span className="w-16 text-right text-sm text-muted">{durationText(test.durationMs)}</span>
              </Link>
            </li>
          )
        })}
        {tests.length === 0 ? <li className="p-6 text-center text-muted">No test fits.</li> : null}
      </ul>
    </>
  )
}
