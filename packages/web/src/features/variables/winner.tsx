/** Which of several values of a variable wins, and why. */
import { clean } from '@merlon/protocol'
import type { Definition, VariableView } from '@merlon/protocol/http'
import { Check } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Popover } from './popover.tsx'
import { shownValue } from './typed-value.ts'

const LONGEST = 80

export function definitionText({ secret, set, value }: Definition): string {
  if (secret) return set ? '••••••' : 'a secret without a value'
  const { text } = shownValue(value)
  return clean(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
}

/** Why the winner wins, in a sentence. */
export function reasonOf({ definitions, wins }: VariableView, environment: string): string {
  const counting = definitions.filter((one) => one.environment === undefined || one.environment === environment)
  const winner = counting.find((one) => one.place === wins)
  const last = counting.at(-1)
  if (!winner) return 'Without an environment that sets it, it has no value.'
  if (last !== winner) return `The ${last?.place} lists it as a secret that has no value, so the ${winner.place} wins.`
  if (counting.length === 1) return `Only the ${winner.place} sets it here.`
  return winner.environment === undefined
    ? `The ${winner.place} wins over the ${counting.at(-2)?.place}.`
    : 'An environment wins over the vault.'
}

function Layer({ one, wins, counts }: { one: Definition; wins: boolean; counts: boolean }) {
  return (
    <li
      className={classNames(
        'flex items-baseline gap-2 rounded-md border px-2 py-1',
        wins ? 'border-accent bg-accent-soft' : 'border-line',
        !counts && 'border-dashed text-faint',
      )}
    >
      <span className="w-36 shrink-0 truncate text-sm" title={one.path}>
        {one.place}
      </span>
      <span className={classNames('min-w-0 flex-1 truncate font-mono text-sm', !wins && counts && 'line-through')}>
        {definitionText(one)}
      </span>
      <span className="flex items-center gap-1 text-sm whitespace-nowrap">
        {wins ? (
          <>
            <Check size={12} aria-hidden="true" /> wins
          </>
        ) : counts ? (
          'overridden'
        ) : (
          'not chosen'
        )}
      </span>
    </li>
  )
}

/** Of a variable with several values: who wins, as a button that shows all of them, lowest first. */
export function Winner({
  variable,
  environment,
  place,
}: {
  variable: VariableView
  environment: string
  place: string
}) {
  const { definitions, wins, name } = variable
  if (definitions.length < 2) return null
  const here = wins === place
  const word = here ? 'wins' : wins === undefined ? 'no value' : `overridden by ${wins.replace(/^environment /, '')}`
  const where = environment === '' ? 'Without an environment' : `In environment ${environment}`
  return (
    <Popover
      label={`Values of ${name}`}
      trigger={
        <Button
          look="quiet"
          className={classNames('h-6 max-w-full px-1.5 text-sm', !here && wins !== undefined && 'text-warn')}
          aria-label={`${word}: show all values of ${name}`}
        >
          <span className="truncate">{word}</span>
        </Button>
      }
    >
      <h3 className="font-medium">{where}</h3>
      <p className="mb-2 text-sm text-muted">{reasonOf(variable, environment)}</p>
      <ol className="space-y-1" aria-label="Values, lowest first">
        {definitions.map((one) => (
          <Layer
            key={one.place}
            one={one}
            wins={one.place === wins}
            counts={one.environment === undefined || one.environment === environment}
          />
        ))}
      </ol>
    </Popover>
  )
}
