/** What the run that was started here says, failures first; and why one could not start. */
import { useLocation } from 'wouter'
import { addresses } from '../../app/addresses.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { OutcomeDisc } from '../../ui/outcome.tsx'
import { countText } from '../../ui/words.ts'
import { Downloads } from '../report/downloads.tsx'
import type { SuiteRun } from './use-suite-run.ts'

function Problem({ suite }: { suite: SuiteRun }) {
  const { problem } = suite
  if (!problem) return null
  const { title, help, diagnostics } = problem.problem
  return (
    <div role="alert" className="mb-3 rounded-lg bg-fail-soft px-3 py-2.5">
      <p className="font-medium text-fail first-letter:uppercase">{title}</p>
      {help === undefined ? null : <p className="text-muted">{help}</p>}
      <ul className="mt-1 space-y-0.5 text-sm">
        {diagnostics.slice(0, 20).map(({ code, message, location }) => (
          <li key={`${code}${message}${location?.file}${location?.line}`}>
            {location ? <code className="text-muted">{`${location.file}:${location.line} `}</code> : null}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

export function SuiteBanner({
  suite,
  onRunAgain,
}: {
  suite: SuiteRun
  onRunAgain: (paths: readonly string[]) => void
}) {
  const [, go] = useLocation()
  const { id } = suite
  if (id === undefined) return <Problem suite={suite} />
  const paths = [...suite.outcomes]
  const bad = paths.filter(([, outcome]) => outcome === 'failed' || outcome === 'errored').map(([path]) => path)
  const done = paths.filter(([, outcome]) => outcome !== 'running').length
  const words = suite.running
    ? `${done} of ${countText(suite.wanted, 'test')} done`
    : bad.length === 0
      ? `${countText(done, 'test')} passed`
      : `${bad.length} of ${countText(done, 'test')} did not pass`
  return (
    <>
      <Problem suite={suite} />
      <div
        role="status"
        className={classNames(
          'mb-3 flex min-h-11 items-center gap-3 rounded-lg px-3',
          suite.running ? 'bg-accent-soft' : bad.length === 0 ? 'bg-pass-soft' : 'bg-fail-soft',
        )}
      >
        <OutcomeDisc outcome={suite.running ? 'running' : bad.length === 0 ? 'passed' : 'failed'} />
        <span className="font-medium">{words}</span>
        {suite.running && bad.length > 0 ? <span className="text-fail">{bad.length} did not pass so far</span> : null}
        <span className="flex-1" />
        {!suite.running && bad.length > 0 ? (
          <Button onClick={() => onRunAgain(bad)}>Run the failed ones again</Button>
        ) : null}
        <Button onClick={() => go(addresses.run(id))}>Report</Button>
        {suite.running ? null : <Downloads run={id} />}
      </div>
    </>
  )
}
