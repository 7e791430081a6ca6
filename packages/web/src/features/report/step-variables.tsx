import type { StepReport } from '@merlon/protocol'
import { Card } from './card.tsx'
import { valueText, visibleText } from './pretty.ts'

const MOST_WORDS = 400

/** Large values are said in words already. */
function wordsOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? visibleText(value.slice(0, MOST_WORDS)) : valueText(value)
}

/** The variables that a step looked at, and where each came from. */
export function Variables({ step }: { step: StepReport }) {
  const { variables = [] } = step
  if (variables.length === 0) return null
  return (
    <Card title="Where the values came from">
      <dl className="grid grid-cols-[minmax(60px,auto)_minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-sm">
        {variables.map(({ name, value, from }) => (
          <div key={name} className="contents">
            <dt className="font-mono">{visibleText(name)}</dt>
            <dd className="truncate font-mono text-muted" title={wordsOf(value)}>
              {wordsOf(value)}
            </dd>
            <dd className="text-muted">{visibleText(from)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
