import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { kindOf, toNumber } from '../values.ts'

/**
 * One random item of a list; with a count, that many distinct ones in the list's order (all of them where it has no
 * more). Drawn from the run's random numbers.
 */
export function pick(list: readonly unknown[], count: unknown, run: Run): unknown {
  if (count === undefined) return list[Math.floor(run.realm.random() * list.length)]
  const wanted = toNumber(count, run)
  if (!(wanted >= 0)) throw new ExpressionError(`'pick' takes how many to pick; found ${kindOf(count)}`)
  run.chargeList(list.length)
  let needed = Math.min(Math.trunc(wanted), list.length)
  // Each item is taken with the chance that is still needed among those left: every subset is equally likely.
  return list.filter((_, at) => {
    const taken = needed > 0 && run.realm.random() * (list.length - at) < needed
    if (taken) needed -= 1
    return taken
  })
}
