import type { RunView } from '@merlon/protocol/http'
import { Link } from 'wouter'
import { addresses } from '../../app/addresses.ts'
import { classNames } from '../../ui/class-names.ts'
import { agoText, durationText } from '../../ui/words.ts'
import { percentile } from './percentile.ts'

const PLACES = 40

/** How long a test took in its last runs, and how they ended. */
export function TestTrend({ path, runs }: { path: string; runs: readonly RunView[] }) {
  const points = runs
    .flatMap(({ id, startedAt, tests, partial }) =>
      partial ? [] : tests.filter((test) => test.path === path).map((test) => ({ id, startedAt, ...test })),
    )
    .slice(0, PLACES)
    .reverse()
  const times = points.map(({ durationMs }) => durationMs)
  const longest = Math.max(...times, 1)
  const passed = points.filter(({ status }) => status === 'passed').length
  return (
    <section aria-label="Trend" className="mb-4 flex items-end gap-6 rounded-lg border border-line bg-raised px-4 py-3">
      <ol className="flex h-16 flex-1 items-end gap-1">
        {points.map(({ id, startedAt, status, durationMs }) => (
          <li key={id} className="h-full max-w-4 flex-1">
            <Link
              href={addresses.run(id)}
              aria-label={`${status ?? 'broke off'}, ${durationText(durationMs)}, ${agoText(startedAt)}`}
              title={`${status ?? 'broke off'}, ${durationText(durationMs)}, ${agoText(startedAt)}`}
              className="flex h-full items-end rounded-sm hover:bg-sunken"
            >
              <span
                className={classNames(
                  'w-full rounded-sm',
                  status === 'passed' ? 'bg-pass' : 'border-2 border-fail bg-fail-soft',
                )}
                style={{ height: `${Math.max(8, (durationMs / longest) * 100)}%` }}
              />
            </Link>
          </li>
        ))}
      </ol>
      <dl className="flex gap-6">
        {[
          [`${passed} of ${points.length}`, 'passed'],
          [durationText(percentile(times, 50)), 'median'],
          [durationText(percentile(times, 95)), '95th percentile'],
        ].map(([value, label]) => (
          <div key={label}>
            <dd className="text-lg font-semibold">{value}</dd>
            <dt className="text-sm text-muted">{label}</dt>
          </div>
        ))}
      </dl>
    </section>
  )
}
