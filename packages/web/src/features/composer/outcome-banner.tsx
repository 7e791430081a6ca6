/** What the last run of the test said, in one line; live while it runs. */
import type { SetReport } from '@merlon/protocol'
import { ArrowRight } from 'lucide-react'
import { Link } from 'wouter'
import { useAnswer } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { classNames } from '../../ui/class-names.ts'
import { agoText, countText, durationText } from '../../ui/words.ts'
import { checksOf } from '../report/checks.ts'
import type { Composer } from './composer.ts'
import { inputSetsOf } from './header-tools.tsx'

const isBad = ({ status, summary }: SetReport): boolean =>
  status === 'failed' || status === 'errored' || summary.failures + summary.errors > 0

const names = (sets: readonly SetReport[]): string => sets.map(({ inputSet }) => inputSet).join(', ')

const FEW = 3

/** Which input sets went well, by name where they are few. */
function wellText(sets: readonly SetReport[]): string {
  const good = sets.filter((one) => !isBad(one) && one.status === 'passed')
  if (good.length === 0) return ''
  return good.length <= FEW ? `${names(good)} passed` : `${countText(good.length, 'input set')} passed`
}

function failedText(sets: readonly SetReport[], total: number): { head: string; where: string } {
  const { failed, total: checks } = checksOf(sets)
  const head = failed === 0 ? 'The run did not come to its end' : `${failed} of ${countText(checks, 'check')} failed`
  if (total < 2) return { head, where: '' }
  return { head, where: sets.length <= FEW ? names(sets) : `${sets.length} of ${countText(total, 'input set')}` }
}

function useLastPassed(path: string): string | undefined {
  const { data } = useAnswer('listTests', {})
  return data?.tests.find((test) => test.path === path)?.outcomes.find(({ status }) => status === 'passed')?.at
}

const LOOKS = {
  running: 'bg-accent-soft text-accent-text',
  bad: 'bg-fail-soft text-fail',
  good: 'bg-pass-soft text-pass',
}

export function OutcomeBanner({ composer }: { composer: Composer }) {
  const layer = composer.results.whole
  const lastPassed = useLastPassed(composer.session.current.path)
  const run = layer?.follower.current
  const test = layer?.test
  if (!layer || !run || run.error) return null
  const sets = test?.runs ?? []
  const bad = sets.filter(isBad)
  const failed = failedText(bad, sets.length)
  const { total } = checksOf(sets)
  const look = bad.length > 0 || test?.status === 'errored' ? 'bad' : run.done ? 'good' : 'running'
  const beside = [
    bad.length > 0 ? wellText(sets) : sets.length > 1 ? countText(sets.length, 'input set') : '',
    run.done && test ? durationText(test.durationMs) : '',
    run.done && bad.length === 0 && run.report.startedAt ? agoText(run.report.startedAt) : '',
    run.report.interrupted ? 'stopped before its end' : '',
    run.done && bad.length > 0 && lastPassed !== undefined ? `last passed ${agoText(lastPassed)}` : '',
  ].filter(Boolean)
  const running = run.done || inputSetsOf(composer).length === 0 ? '' : sets.at(-1)?.inputSet
  return (
    <div
      role="status"
      className={classNames('mb-3.5 flex min-h-9 items-center gap-2 rounded-lg px-3 py-1.5 font-medium', LOOKS[look])}
    >
      <span className="min-w-0 flex-1">
        {look === 'bad' ? (
          <>
            ! {failed.head}
            {failed.where === '' ? null : (
              <>
                {' '}
                in <em>{failed.where}</em>
              </>
            )}
          </>
        ) : run.done ? (
          `✓ ${countText(total, 'check')} passed`
        ) : (
          <>
            Running{running ? <em> {running}</em> : null}: {countText(total, 'check')} so far
          </>
        )}
        {beside.length === 0 ? null : <span className="font-normal text-muted"> · {beside.join(' · ')}</span>}
      </span>
      <Link
        href={addresses.run(layer.id)}
        className="inline-flex min-h-6 shrink-0 items-center gap-1 text-accent-text hover:underline"
      >
        Report <ArrowRight size={13} aria-hidden="true" />
      </Link>
    </div>
  )
}
