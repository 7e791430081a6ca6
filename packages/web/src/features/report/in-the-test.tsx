import type { StepReport } from '@merlon/protocol'
import { Card } from './card.tsx'
import { visibleText } from './pretty.ts'

/** The guilty line of the file with a mark below it, and the request that it speaks of. */
export function InTheTest({ step, source }: { step: StepReport; source: StepReport | undefined }) {
  const { excerpt, location } = step
  if (!excerpt) return null
  const lead = excerpt.text.length - excerpt.text.trimStart().length
  const caret = ' '.repeat(Math.max(0, excerpt.column - 1 - lead))
  const marks = '^'.repeat(Math.max(1, excerpt.endColumn - excerpt.column))
  return (
    <Card title="In the test" aside={`line ${excerpt.line}`}>
      <pre tabIndex={0} className="overflow-auto font-mono text-sm leading-5">
        {source && source.location.file === location.file && source.location.line < excerpt.line ? (
          <span className="block text-muted">
            {String(source.location.line).padStart(4)} {visibleText(source.label)}
            {'\n'}
          </span>
        ) : null}
        {String(excerpt.line).padStart(4)} {visibleText(excerpt.text.trim())}
        {'\n'}
        <span className="font-semibold text-fail">
          {'     '}
          {caret}
          {marks}
        </span>
      </pre>
    </Card>
  )
}
