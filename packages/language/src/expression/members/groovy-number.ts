/** Functions of numbers and booleans in Groovy. */
import { ExactNumber } from '../../values/index.ts'
import { memberTable } from '../callable.ts'
import { groovyEquals, groovyOrder, groovyText } from '../groovy-operators.ts'
import type { Run } from '../run.ts'
import { toInteger, toNumber, toText } from '../values.ts'
import { functionArgument } from './arguments.ts'
import { wholeNumber } from './number.ts'

type Numeric = number | ExactNumber
type Args = readonly unknown[]

const whole = (self: Numeric, _args: Args, run: Run) =>
  self instanceof ExactNumber ? wholeNumber(self, run) : Math.trunc(self)
const decimal = (self: Numeric, _args: Args, run: Run) => toNumber(self, run)

/** Calls the function with each number from one up to, and with, another. */
function upto(self: Numeric, [to, work]: Args, run: Run): unknown {
  const call = functionArgument(work, 'upto')
  const end = toNumber(to, run)
  for (let at = toNumber(self, run); at <= end; at += 1) {
    run.charge(1)
    call.invoke([at], run)
  }
  return self
}

export const groovyNumberMembers = memberTable<Numeric>({
  abs: (self, _args, run) => Math.abs(toNumber(self, run)),
  asJSON: (self, _args, run) => toText(self, run),
  compareTo: (self, [other], run) => groovyOrder(self, other, run),
  equals: (self, [other], run) => groovyEquals(self, other, run),
  intValue: whole,
  longValue: whole,
  round: (self, [places], run) => {
    const scale = 10 ** toInteger(places, run)
    return Math.round(toNumber(self, run) * scale) / scale
  },
  times: (self, [work], run) => {
    const call = functionArgument(work, 'times')
    const count = toNumber(self, run)
    for (let at = 0; at < count; at += 1) {
      run.charge(1)
      call.invoke([at], run)
    }
    return undefined
  },
  toBigDecimal: (self) => self,
  toDouble: decimal,
  toFloat: decimal,
  toInteger: whole,
  toLong: whole,
  toString: (self: Numeric, _args: readonly unknown[], run: Run) => groovyText(self, run),
  upto,
})

export const groovyBooleanMembers = memberTable<boolean>({
  asJSON: (self) => String(self),
  equals: (self, [other]) => self === other,
  toString: (self: boolean) => String(self),
})
