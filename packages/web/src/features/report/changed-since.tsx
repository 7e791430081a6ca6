/** What an answer was when the step last passed, against what it is now; without an earlier pass, what arrived. */
import type { StepReport } from '@merlon/protocol'
import type { Comparison } from '@merlon/protocol/http'
import { Link } from 'wouter'
import { addresses } from '../../app/addresses.ts'
import { classNames } from '../../ui/class-names.ts'
import { agoText } from '../../ui/words.ts'
import { BodyView } from './body-view.tsx'
import { Card } from './card.tsx'
import { lineDiff, withContext } from './line-diff.ts'
import { prettyText, visibleText } from './pretty.ts'

const SIGNS = { ' ': 'same', '-': 'then', '+': 'now' } as const

export function DiffLines({ before, after }: { before: string; after: string }) {
  const lines = withContext(lineDiff(before, after))
  return (
    <pre tabIndex={0} className="max-h-80 overflow-auto font-mono text-sm leading-5">
      {lines.map((line, at) => (
        <span
          // A line is told by its place alone.
          key={`${at.toString()} ${line?.sign ?? ''}`}
          className={classNames(
            'block px-2 break-words whitespace-pre-wrap',
            line?.sign === '-' && 'bg-fail-soft',
            line?.sign === '+' && 'bg-pass-soft',
            line === undefined && 'text-faint',
          )}
        >
          {line === undefined ? (
            '  …'
          ) : (
            <>
              <span className="sr-only">{SIGNS[line.sign]}: </span>
              {line.sign} {line.text}
            </>
          )}
        </span>
      ))}
    </pre>
  )
}

const statusLine = (step: { response?: StepReport['response'] } | undefined): string =>
  step?.response ? `${step.response.status} ${step.response.statusText ?? ''}\n` : ''

function Compared({ comparison }: { comparison: Comparison }) {
  const { earlier, current } = comparison
  const before = statusLine(earlier?.step) + visibleText((earlier?.body && prettyText(earlier.body)) ?? '')
  const after = statusLine(current?.step) + visibleText((current?.body && prettyText(current.body)) ?? '')
  if (!earlier || !current) return <p className="text-sm text-muted">Neither run keeps an answer to compare.</p>
  if (before === after) return <p className="text-sm text-muted">The answer is the same as then.</p>
  return <DiffLines before={before} after={after} />
}

export function ChangedSince({
  run,
  comparison,
  source,
}: {
  run: string
  /** null: there was no earlier pass. */
  comparison: Comparison | null | undefined
  source: StepReport | undefined
}) {
  if (comparison === undefined)
    return (
      <Card title="What changed since it last passed">
        <div className="h-16 animate-pulse rounded bg-sunken" />
      </Card>
    )
  if (comparison === null)
    return (
      <Card title="What arrived" aside="it has not passed before">
        {source?.response ? (
          <>
            <p className="mb-1 font-mono text-sm">{statusLine(source)}</p>
            <BodyView run={run} body={source.response.body} />
          </>
        ) : (
          <p className="text-sm text-muted">No answer belongs to this step.</p>
        )}
      </Card>
    )
  return (
    <Card
      title="What changed since it last passed"
      aside={
        <Link href={addresses.run(comparison.run)} className="hover:underline">
          {agoText(comparison.at)}
        </Link>
      }
    >
      <Compared comparison={comparison} />
    </Card>
  )
}
