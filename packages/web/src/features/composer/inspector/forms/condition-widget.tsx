/** A condition in words: [value] [operator] [value], joined by "and" or "or"; or as the code that it is. */
import { type Condition, type ConditionOperator, type ConditionTerm, conditionOperators } from '@merlon/language'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { Select } from '../../../../ui/field.tsx'
import { CodeInput } from './code-input.tsx'
import { asOperand, buildable, EMPTY_TERM, expressionOf, takesRight } from './condition.ts'
import { useTarget } from './target.ts'
import { ExpressionWidget, type WidgetProps } from './text-widgets.tsx'
import { useComplete, usePreview } from './use-complete.ts'
import { ValuePreview } from './value-preview.tsx'

const OPERATORS = conditionOperators.map((value) => ({ value, label: value }))
const JOINS = [
  { value: 'and', label: 'and' },
  { value: 'or', label: 'or' },
]

interface TermProps {
  readonly term: ConditionTerm
  readonly number: number
  readonly onChange: (term: ConditionTerm) => void
}

function Term({ term, number, onChange }: TermProps) {
  const { readOnly, world } = useTarget()
  const complete = useComplete('expression')
  const { left, operator, right = '' } = term
  const known = (name: string): boolean => world.variables.some((one) => one.name === name)
  return (
    <div className="flex min-w-0 flex-1 flex-wrap gap-1">
      <div className="min-w-24 flex-[3]">
        <CodeInput
          control={{ 'aria-label': `Value ${number}` }}
          text={left}
          placeholder="a value"
          complete={complete}
          readOnly={readOnly}
          onText={(text) => {
            onChange({ ...term, left: text })
            return text
          }}
        />
      </div>
      <Select
        aria-label={`Comparison ${number}`}
        className="w-24! px-1.5!"
        value={operator}
        disabled={readOnly}
        options={OPERATORS}
        // One of the values above.
        onChange={(event) => onChange({ ...term, operator: event.target.value as ConditionOperator })}
      />
      {takesRight(operator) ? (
        <div className="min-w-20 flex-[2]">
          <CodeInput
            control={{ 'aria-label': `Compared with ${number}` }}
            text={right}
            placeholder="a value"
            complete={complete}
            readOnly={readOnly}
            onText={(text) => {
              onChange({ ...term, right: text })
              return text
            }}
            onDone={(text) => {
              const operand = asOperand(text, operator, known)
              if (operand !== right) onChange({ ...term, right: operand })
            }}
          />
        </div>
      ) : null}
    </div>
  )
}

interface BuilderProps {
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
}

function Builder({ condition, onChange }: BuilderProps) {
  const { readOnly } = useTarget()
  const { join, terms } = condition
  return (
    <>
      {terms.map((term, at) => (
        // Terms have no identity but their place.
        <div key={at.toString()} className="mb-1 flex items-start gap-1">
          {terms.length < 2 ? null : at === 1 ? (
            <Select
              aria-label="How the comparisons are joined"
              className="w-16! px-1!"
              value={join}
              disabled={readOnly}
              options={JOINS}
              onChange={(event) => onChange({ terms, join: event.target.value === 'or' ? 'or' : 'and' })}
            />
          ) : (
            <span className="w-16 shrink-0 pt-1.5 pl-1.5 text-sm text-muted">{at === 0 ? '' : join}</span>
          )}
          <Term term={term} number={at + 1} onChange={(next) => onChange({ join, terms: terms.with(at, next) })} />
          {readOnly || terms.length < 2 ? null : (
            <IconButton
              label={`Remove comparison ${at + 1}`}
              icon={<X size={13} />}
              className="mt-0.5"
              onClick={() => onChange({ join, terms: terms.toSpliced(at, 1) })}
            />
          )}
        </div>
      ))}
    </>
  )
}

export function ConditionWidget(props: WidgetProps) {
  const { path, label } = props
  const target = useTarget()
  const [asText, setAsText] = useState(false)
  const [draft, setDraft] = useState<{ readonly condition: Condition; readonly after: string }>()
  const readNow = (): string => String(target.read(path) ?? '')
  const written = readNow()
  const preview = usePreview('expression', written)
  const condition = draft?.after === written ? draft.condition : buildable(written)
  const change = (next: Condition): void => {
    const expression = expressionOf(next)
    if (expression !== '') target.write(path, { value: expression })
    setDraft({ condition: next, after: readNow() })
  }
  if (asText || !condition)
    return (
      <>
        <ExpressionWidget {...props} control={{ ...props.control, 'aria-label': label }} />
        {condition ? (
          <Button look="link" className="h-6 text-sm" onClick={() => setAsText(false)}>
            Edit in words
          </Button>
        ) : null}
      </>
    )
  return (
    <>
      <Builder condition={condition} onChange={change} />
      <ValuePreview preview={preview} />
      <div className="flex gap-4">
        {target.readOnly ? null : (
          <Button
            look="link"
            className="h-6 text-sm"
            onClick={() => change({ ...condition, terms: [...condition.terms, EMPTY_TERM] })}
          >
            <Plus size={13} aria-hidden="true" />
            Add a comparison
          </Button>
        )}
        <Button look="link" className="h-6 text-sm" onClick={() => setAsText(true)}>
          Edit as text
        </Button>
      </div>
    </>
  )
}
