import type { SetReport } from '@merlon/protocol'
import { classNames } from '../../ui/class-names.ts'
import { Select } from '../../ui/field.tsx'
import { OutcomeDisc, outcomeName } from '../../ui/outcome.tsx'
import { visibleText } from './pretty.ts'

const MOST_CHIPS = 8

/** All input sets at a glance, and a way to look at one alone. */
export function SetPicker({
  sets,
  only,
  running,
  onPick,
}: {
  sets: readonly SetReport[]
  only: number | undefined
  running: boolean
  onPick: (set: number | undefined) => void
}) {
  if (sets.length < 2) return null
  const outcome = ({ status }: SetReport) => status ?? (running ? 'running' : 'errored')
  if (sets.length > MOST_CHIPS)
    return (
      <div className="w-64">
        <Select
          aria-label="Input set"
          value={only === undefined ? '' : String(only)}
          onChange={(event) => onPick(event.target.value === '' ? undefined : Number(event.target.value))}
          options={[
            { value: '', label: `All ${sets.length} input sets` },
            ...sets.map((set) => ({
              value: String(set.set),
              label: `${visibleText(set.inputSet)} (${outcomeName(outcome(set))})`,
            })),
          ]}
        />
      </div>
    )
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Input set</legend>
      {sets.map((set) => (
        <button
          key={set.set}
          type="button"
          aria-pressed={only === set.set}
          onClick={() => onPick(only === set.set ? undefined : set.set)}
          className={classNames(
            'flex h-6.5 items-center gap-1.5 rounded-full border px-2',
            only === set.set ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-sunken',
          )}
        >
          <OutcomeDisc outcome={outcome(set)} size={14} />
          <span className="max-w-40 truncate">{visibleText(set.inputSet)}</span>
        </button>
      ))}
    </fieldset>
  )
}
