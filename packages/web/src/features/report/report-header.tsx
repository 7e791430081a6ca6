import type { RunReport } from '@merlon/protocol'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { FlakyBadge, OutcomeDisc, type Shown } from '../../ui/outcome.tsx'
import { Tag } from '../../ui/tag.tsx'
import { timeText } from '../../ui/words.ts'
import { useReportPlace } from './place.ts'
import { visibleText } from './pretty.ts'

function Details({ report, path }: { report: RunReport; path: string | undefined }) {
  const place = useReportPlace()
  const environments = report.environments.map((name) => ` -e ${name}`).join('')
  const facts: readonly (readonly [string, string])[] = [
    ['Run', report.id],
    ...(report.project === undefined ? [] : [['Project', report.project] as const]),
    ...(report.environments.length === 0 ? [] : [['Environment', report.environments.join(', ')] as const]),
    ['Seed', String(report.seed)],
    ['Again', `merlon run${path === undefined ? '' : ` ${path}`}${environments} --seed ${report.seed}`],
    ...(place.eventsOf === undefined ? [] : [['Events', place.eventsOf(report.id)] as const]),
  ]
  return (
    <dl className="mt-2 grid w-fit grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-lg border border-line bg-raised px-3 py-2">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="font-mono text-sm break-all select-all">{visibleText(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function TestPath({ path }: { path: string }) {
  const { composer } = useReportPlace()
  const shown = visibleText(path)
  if (composer === undefined) return shown
  return (
    <Link href={composer(path)} className="hover:text-text hover:underline">
      {shown}
    </Link>
  )
}

export function ReportHeader({
  report,
  title,
  outcome,
  words,
  path,
  flaky,
  tags,
  actions,
}: {
  report: RunReport
  title: string
  outcome: Shown
  /** The outcome in words. */
  words: string
  path: string | undefined
  flaky: boolean
  tags: readonly string[]
  actions: ReactNode
}) {
  const [details, setDetails] = useState(false)
  return (
    <div className="mb-4 flex items-start gap-3.5">
      <div className="mt-1">
        <OutcomeDisc outcome={outcome} size={20} />
      </div>
      <div className="min-w-0 flex-1">
        <h1 className="text-xl font-semibold tracking-tight break-words">{visibleText(title)}</h1>
        <div className="flex items-center gap-2">
          <p role="status" className="font-medium">
            {words}
          </p>
          {flaky ? <FlakyBadge /> : null}
        </div>
        <p className="text-muted">
          {path === undefined ? null : (
            <>
              <TestPath path={path} />
              {' · '}
            </>
          )}
          {report.environments.length > 0 ? `${visibleText(report.environments.join(', '))} · ` : ''}
          {report.startedAt === '' ? '' : `${timeText(report.startedAt)} · `}
          <button
            type="button"
            aria-expanded={details}
            onClick={() => setDetails(!details)}
            className="underline decoration-dotted underline-offset-2 hover:text-text print:hidden"
          >
            details
          </button>
        </p>
        {tags.length === 0 ? null : (
          <p className="mt-1.5 flex flex-wrap gap-1">
            {tags.map((tag) => (
              <Tag key={tag}>{visibleText(tag)}</Tag>
            ))}
          </p>
        )}
        {details ? <Details report={report} path={path} /> : null}
      </div>
      <div className="flex gap-2 print:hidden">{actions}</div>
    </div>
  )
}
