import type { Timings } from '@merlon/protocol'
import { durationText } from '../../ui/words.ts'

const PARTS = [
  ['dns', 'DNS', 'var(--skip)'],
  ['connect', 'connect', 'var(--warn)'],
  ['tls', 'TLS', 'var(--flow)'],
  ['latency', 'waiting', 'var(--accent)'],
  ['fetch', 'download', 'var(--variables)'],
] as const satisfies readonly (readonly [keyof Timings, string, string])[]

/** How a request spent its time, on the time line of its input set. */
export function WaterfallBar({ metrics, startMs, totalMs }: { metrics: Timings; startMs: number; totalMs: number }) {
  const total = Math.max(totalMs, 1)
  const words = PARTS.filter(([part]) => metrics[part] > 0).map(
    ([part, name]) => `${name} ${durationText(metrics[part])}`,
  )
  return (
    <span
      role="img"
      aria-label={words.join(', ') || durationText(metrics.overall)}
      title={words.join(', ')}
      className="relative block h-2 w-full"
    >
      <span
        className="absolute inset-y-0 flex min-w-1 overflow-hidden rounded-full"
        style={{ left: `${(startMs / total) * 100}%`, width: `${Math.max(0.8, (metrics.overall / total) * 100)}%` }}
      >
        {words.length === 0 ? <span className="flex-1 bg-accent" /> : null}
        {PARTS.map(([part, , color]) => (
          <span key={part} style={{ flexGrow: metrics[part], background: color }} />
        ))}
      </span>
    </span>
  )
}

/** The parts of one request's time, one below the other. */
export function TimingTable({ metrics }: { metrics: Timings }) {
  const total = Math.max(metrics.overall, 1)
  const before = (at: number): number => PARTS.slice(0, at).reduce((sum, [part]) => sum + metrics[part], 0)
  return (
    <dl className="grid grid-cols-[72px_1fr_56px] items-center gap-x-2.5 gap-y-1 text-sm text-muted">
      {PARTS.map(([part, name, color], at) => (
        <div key={part} className="contents">
          <dt>{name}</dt>
          <dd aria-hidden="true" className="relative h-2 rounded-full bg-sunken">
            <span
              className="absolute inset-y-0 rounded-full"
              style={{
                left: `${Math.min(99, (before(at) / total) * 100)}%`,
                width: `${Math.min(100, (metrics[part] / total) * 100)}%`,
                background: color,
              }}
            />
          </dd>
          <dd className="text-right">{durationText(metrics[part])}</dd>
        </div>
      ))}
    </dl>
  )
}
