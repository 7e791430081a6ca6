/** What was expected and what was there: part by part where they were compared so, else whole, or line by line. */
import type { StepReport } from '@merlon/protocol'
import { useState } from 'react'
import { Segmented } from '../../ui/segmented.tsx'
import { countText } from '../../ui/words.ts'
import { Card } from './card.tsx'
import { DiffLines } from './diff-lines.tsx'
import { indentJson, valueText, visibleText } from './pretty.ts'

const MOST_DIFFERENCES = 50

/** Longer than this, a value is read better in lines. */
const ONE_LINE = 100

const textOf = (value: unknown): string =>
  visibleText(typeof value === 'string' ? value : indentJson(JSON.stringify(value) ?? 'missing'))

const isLong = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\n') || value.length > ONE_LINE
    : value !== null && typeof value === 'object' && (JSON.stringify(value) ?? '').length > ONE_LINE

function Differences({ diff }: { diff: NonNullable<StepReport['diff']> }) {
  return (
    <table className="w-full text-left font-mono text-sm">
      <thead className="text-muted">
        <tr>
          <th className="pr-3 font-medium">where</th>
          <th className="pr-3 font-medium">expected</th>
          <th className="font-medium">actual</th>
        </tr>
      </thead>
      <tbody>
        {diff.slice(0, MOST_DIFFERENCES).map((one) => (
          <tr key={`${one.path} ${one.kind}`} className="border-t border-line align-top">
            <td className="pr-3 break-all">{visibleText(one.path) || '(the whole)'}</td>
            <td className="pr-3 break-all text-pass">{one.kind === 'added' ? 'nothing' : valueText(one.expected)}</td>
            <td className="break-all text-fail">{one.kind === 'missing' ? 'missing' : valueText(one.actual)}</td>
          </tr>
        ))}
        {diff.length > MOST_DIFFERENCES ? (
          <tr className="border-t border-line text-muted">
            <td colSpan={3}>and {countText(diff.length - MOST_DIFFERENCES, 'more difference')}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  )
}

const Values = ({ expected, actual }: Pick<StepReport, 'expected' | 'actual'>) => (
  <dl className="grid grid-cols-[72px_1fr] gap-y-1 font-mono text-sm">
    <dt className="text-muted">expected</dt>
    <dd className="break-all">{valueText(expected)}</dd>
    <dt className="text-muted">actual</dt>
    <dd className="break-all">{actual === undefined ? 'missing' : valueText(actual)}</dd>
  </dl>
)

export function Expected({ step }: { step: StepReport }) {
  const { expected, actual, diff = [] } = step
  const parts = diff.length > 0
  const lines = expected !== undefined && actual !== undefined && (isLong(expected) || isLong(actual))
  const [asLines, setAsLines] = useState(!parts)
  if (!parts && expected === undefined && actual === undefined) return null
  const choice =
    parts && lines ? (
      <Segmented
        label="How the difference is shown"
        value={asLines ? 'lines' : 'parts'}
        options={[
          { value: 'parts', label: countText(diff.length, 'difference') },
          { value: 'lines', label: 'Lines' },
        ]}
        onChange={(value) => setAsLines(value === 'lines')}
      />
    ) : parts ? (
      countText(diff.length, 'difference')
    ) : undefined
  return (
    <Card title="Expected against actual" aside={choice}>
      {lines && asLines ? (
        <DiffLines before={textOf(expected)} after={textOf(actual)} names={{ before: 'expected', after: 'actual' }} />
      ) : parts ? (
        <Differences diff={diff} />
      ) : (
        <Values expected={expected} actual={actual} />
      )}
    </Card>
  )
}
