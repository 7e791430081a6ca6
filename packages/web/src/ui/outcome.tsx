/** Signs of outcomes: each a shape and a name, not only a colour. */
import type { StepStatus } from '@merlon/protocol'
import { classNames } from './class-names.ts'

export type Shown = StepStatus | 'running' | 'none'

const signs: Readonly<Record<Shown, { sign: string; name: string; text: string; disc: string }>> = {
  passed: { sign: '✓', name: 'passed', text: 'text-pass', disc: 'bg-pass text-on-accent' },
  failed: { sign: '!', name: 'failed', text: 'text-fail', disc: 'bg-fail text-on-accent' },
  errored: { sign: '×', name: 'errored', text: 'text-fail', disc: 'bg-fail text-on-accent' },
  warned: { sign: '~', name: 'warned', text: 'text-warn', disc: 'bg-warn text-on-accent' },
  skipped: {
    sign: '–',
    name: 'skipped',
    text: 'text-skip',
    disc: 'bg-skip-soft text-skip border border-dashed border-skip',
  },
  running: {
    sign: '',
    name: 'running',
    text: 'text-accent-text',
    disc: 'border-2 border-accent border-t-transparent animate-spin',
  },
  none: { sign: '', name: 'not run', text: 'text-faint', disc: 'border-[1.5px] border-line-strong bg-panel' },
}

export const outcomeName = (outcome: Shown): string => signs[outcome].name
export const outcomeText = (outcome: Shown): string => signs[outcome].text

/** A disc with a sign, as in front of a step or a test. */
export function OutcomeDisc({ outcome, size = 16 }: { outcome: Shown; size?: 14 | 16 | 20 }) {
  const { sign, name, disc } = signs[outcome]
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={classNames('grid shrink-0 place-items-center rounded-full text-[10px] leading-none font-bold', disc)}
      style={{ width: size, height: size }}
    >
      {sign}
    </span>
  )
}

/** Passed, but not at the first attempt. */
export const FlakyBadge = () => (
  <span className="rounded-full bg-warn-soft px-2 py-0.5 text-sm font-semibold whitespace-nowrap text-warn">
    ~ flaky
  </span>
)

/** The sign and the word. */
export function OutcomeWord({ outcome }: { outcome: Shown }) {
  const { sign, name, text } = signs[outcome]
  return (
    <span className={classNames('font-semibold whitespace-nowrap', text)}>
      {sign === '' ? '' : `${sign} `}
      {name}
    </span>
  )
}
