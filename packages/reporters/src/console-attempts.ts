/** Attempts at an input set on the console. */
import { clean, eachStep, isAtFault, type SetReport, type StepReport } from '@merlon/protocol'
import { placeOf } from './console-frame.ts'
import { countText, cutTo, type Styles } from './terminal.ts'

function firstFault(run: SetReport): StepReport | undefined {
  let first: StepReport | undefined
  eachStep(run.steps, (step) => {
    if (!first && isAtFault(step)) first = step
  })
  return first
}

function attemptLine(run: SetReport, at: number): string {
  const fault = firstFault(run)
  const why = run.message ?? fault?.message ?? fault?.label
  const where = fault ? ` at ${placeOf(fault)}` : ''
  return clean(`attempt ${at} ${run.status ?? 'errored'}${where}${why === undefined ? '' : `: ${why}`}`)
}

/** Below a test that passed: at which attempt, and what went wrong before. */
export function flakyLines(run: SetReport, paint: Styles, width: number): string[] {
  const { attempts = [], inputSet, set } = run
  const name = inputSet === 'default' && set === 0 ? '' : `${clean(inputSet)}: `
  return [
    `  ${paint.yellow(cutTo(`~ flaky: ${name}passed at attempt ${attempts.length + 1}`, width - 2))}`,
    ...attempts.map((one, at) => `    ${paint.dim(cutTo(attemptLine(one, at + 1), width - 4))}`),
  ]
}

/** Of an input set that passed at no attempt. */
export const everyAttempt = ({ attempts = [] }: SetReport): string =>
  `did not pass at any of ${countText(attempts.length + 1, 'attempt')}; this is the last`
