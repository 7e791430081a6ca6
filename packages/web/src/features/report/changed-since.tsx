/** What an answer was when the step last passed, against what it is now; without an earlier pass, what arrived. */
import type { StepReport } from '@merlon/protocol'
import type { Comparison } from '@merlon/protocol/http'
import { Link } from 'wouter'
import { agoText } from '../../ui/words.ts'
import { answerText } from './answer.ts'
import { BodyView } from './body-view.tsx'
import { Card } from './card.tsx'
import { DiffLines } from './diff-lines.tsx'
import { useReportPlace } from './place.ts'
import { prettyText, visibleText } from './pretty.ts'

const statusLine = (step: { response?: StepReport['response'] } | undefined): string =>
  step?.response ? `${answerText(step.response)}\n` : ''

function Compared({ comparison }: { comparison: Comparison }) {
  const { earlier, current } = comparison
  const before = statusLine(earlier?.step) + visibleText((earlier?.body && prettyText(earlier.body)) ?? '')
  const after = statusLine(current?.step) + visibleText((current?.body && prettyText(current.body)) ?? '')
  if (!earlier || !current) return <p className="text-sm text-muted">Neither run keeps an answer to compare.</p>
  if (before === after) return <p className="text-sm text-muted">The answer is the same as then.</p>
  return <DiffLines before={before} after={after} names={{ before: 'then', after: 'now' }} />
}

function Arrived({ run, source }: { run: string; source: StepReport | undefined }) {
  if (!source?.response) return <p className="text-sm text-muted">No answer belongs to this step.</p>
  return (
    <>
      <p className="mb-1 font-mono text-sm">{statusLine(source)}</p>
      <BodyView run={run} body={source.response.body} />
    </>
  )
}

export function ChangedSince({
  run,
  comparison,
  source,
}: {
  run: string
  /** null where there was no earlier pass, undefined where that is not known. */
  comparison: Comparison | 'waiting' | null | undefined
  source: StepReport | undefined
}) {
  const place = useReportPlace()
  if (comparison === 'waiting')
    return (
      <Card title="What changed since it last passed">
        <div className="h-16 animate-pulse rounded bg-sunken" />
      </Card>
    )
  if (comparison === undefined && !source?.response) return null
  if (!comparison)
    return (
      <Card title="What arrived" aside={comparison === null ? 'it has not passed before' : undefined}>
        <Arrived run={run} source={source} />
      </Card>
    )
  return (
    <Card
      title="What changed since it last passed"
      aside={
        <Link href={place.addressOf(comparison.run)} className="hover:underline">
          {agoText(comparison.at)}
        </Link>
      }
    >
      <Compared comparison={comparison} />
    </Card>
  )
}
