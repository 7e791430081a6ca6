/** The rounds of a loop: chips to pick one; where there are many, those that went wrong and a list of all. */
import type { StepId } from '../../../document/session.ts'
import type { Loop } from '../../../run/results.ts'
import { isBad, type Round } from '../../../run/rounds.ts'
import { classNames } from '../../../ui/class-names.ts'
import { outcomeName } from '../../../ui/outcome.tsx'
import { countText } from '../../../ui/words.ts'
import { Guides, INDENT } from './guides.tsx'

const MOST_CHIPS = 12
const MOST_LISTED = 2000
const SIGNS: Readonly<Record<string, string>> = { failed: '! ', errored: '× ', warned: '~ ', skipped: '– ' }

function lookOf({ outcome, tentative }: Round): string {
  if (tentative || outcome === 'skipped') return 'bg-skip-soft text-skip'
  if (isBad(outcome)) return 'bg-fail-soft text-fail'
  return outcome === 'warned'
    ? 'bg-warn-soft text-warn'
    : outcome === 'running'
      ? 'bg-accent-soft text-accent-text'
      : 'bg-pass-soft text-pass'
}

function chipsOf({ rounds, shown }: Loop): Round[] {
  if (rounds.length <= MOST_CHIPS) return [...rounds]
  const bad = rounds.filter(({ outcome, tentative }) => isBad(outcome) && !tentative).slice(0, MOST_CHIPS)
  const chips = bad.length > 0 ? bad : rounds.slice(0, MOST_CHIPS)
  return shown && !chips.includes(shown) ? [...chips, shown] : chips
}

interface RoundsProps {
  readonly id: StepId
  readonly depth: number
  readonly loop: Loop
  readonly onPick: (loop: StepId, index: readonly number[]) => void
}

function AllRounds({ id, loop, onPick }: RoundsProps) {
  const { rounds, shown } = loop
  const bad = rounds.filter(({ outcome, tentative }) => isBad(outcome) && !tentative).length
  return (
    <>
      <select
        aria-label="Round"
        className="h-6 max-w-40 rounded border border-line bg-raised text-sm"
        value={shown?.index.join() ?? ''}
        onChange={(event) => onPick(id, event.target.value.split(',').map(Number))}
      >
        {rounds.slice(0, MOST_LISTED).map((round) => (
          <option key={round.index.join()} value={round.index.join()}>
            {SIGNS[round.outcome] ?? ''}
            {round.label}
          </option>
        ))}
      </select>
      <span>
        {bad === 0
          ? countText(rounds.length, 'round')
          : `${bad.toLocaleString('en')} of ${countText(rounds.length, 'round')} failed`}
      </span>
    </>
  )
}

export function RoundsRow(props: RoundsProps) {
  const { id, depth, loop, onPick } = props
  return (
    <div role="none" className="relative pb-1.5" style={{ paddingLeft: depth * INDENT }}>
      <Guides depth={depth} line={false} />
      <div
        role="treeitem"
        tabIndex={-1}
        aria-selected="false"
        aria-level={depth + 1}
        className="flex flex-wrap items-center gap-1.5 pl-1.5 text-sm text-muted"
      >
        <span>Round</span>
        {chipsOf(loop).map((round) => {
          const on = round.index.join() === loop.shown?.index.join()
          return (
            <button
              key={round.index.join()}
              type="button"
              aria-pressed={on}
              title={outcomeName(round.outcome)}
              className={classNames(
                'h-6 max-w-44 min-w-6 truncate rounded-[5px] px-1.5 text-xs font-semibold',
                lookOf(round),
                on && 'outline-[1.5px] outline-current',
              )}
              onClick={() => onPick(id, round.index)}
            >
              {SIGNS[round.outcome] ?? ''}
              {round.label}
              <span className="sr-only">, {outcomeName(round.outcome)}</span>
            </button>
          )
        })}
        {loop.rounds.length > MOST_CHIPS ? <AllRounds {...props} /> : null}
      </div>
    </div>
  )
}
