/** Functions of numbers, `Number`, `Math` and the number-reading globals. */
import { ExactNumber } from '../../values/index.ts'
import { type Builtin, memberTable, Namespace } from '../callable.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { toInteger, toNumber, toText } from '../values.ts'
import { hosted, scalarOptions, textArgument } from './arguments.ts'

/** The whole number that a text or number stands for: `toInteger()`, `toLong()`. */
export function wholeNumber(value: unknown, run: Run): unknown {
  if (value instanceof ExactNumber) return value
  const text = toText(value, run).trim()
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(text)) {
    throw new ExpressionError(`'${text.slice(0, 40)}' is not a whole number`)
  }
  const number = Math.trunc(Number(text))
  return Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(text) ? number : new ExactNumber(text.replace(/^\+/, ''))
}

function digits(
  self: number | ExactNumber,
  [count]: readonly unknown[],
  run: Run,
  name: 'toFixed' | 'toPrecision' | 'toExponential',
): string {
  const number = toNumber(self, run)
  if (count === undefined) return number[name]()
  return hosted(() => number[name](toInteger(count, run)), `'${name}' takes a number of digits up to 100`)
}

function inRadix(self: number | ExactNumber, [radix]: readonly unknown[], run: Run): string {
  if (radix === undefined) return toText(self, run)
  return hosted(() => toNumber(self, run).toString(toInteger(radix, run)), "'toString' takes a base from 2 to 36")
}

export const numberMembers = memberTable<number | ExactNumber>({
  asJSON: (self, _args, run) => (Number.isFinite(toNumber(self, run)) ? toText(self, run) : 'null'),
  toExponential: (self, args, run) => digits(self, args, run, 'toExponential'),
  toFixed: (self, args, run) => digits(self, args, run, 'toFixed'),
  toInteger: (self, _args, run) => (self instanceof ExactNumber ? self : Math.trunc(toNumber(self, run))),
  toLocaleString: (self: number | ExactNumber, [, options]: readonly unknown[], run: Run) =>
    hosted(() => toNumber(self, run).toLocaleString('en-US', scalarOptions(options)), 'these options do not exist'),
  toLong: (self, _args, run) => (self instanceof ExactNumber ? self : Math.trunc(toNumber(self, run))),
  toPrecision: (self, args, run) => digits(self, args, run, 'toPrecision'),
  toString: inRadix,
  valueOf: (self: number | ExactNumber) => self,
})

const parseInteger: Builtin = ([text, radix], run) => {
  const digitsOf = textArgument(text, run)
  run.charge(digitsOf.length >> 3)
  return Number.parseInt(digitsOf, toInteger(radix, run))
}

const parseDecimal: Builtin = ([text], run) => {
  const digitsOf = textArgument(text, run)
  run.charge(digitsOf.length >> 3)
  return Number.parseFloat(digitsOf)
}

export const numberFunctions: Readonly<Record<string, Builtin>> = {
  isFinite: ([value], run) => Number.isFinite(toNumber(value, run)),
  isNaN: ([value], run) => Number.isNaN(toNumber(value, run)),
  parseFloat: parseDecimal,
  parseInt: parseInteger,
}

const plainNumber = (value: unknown) => (value instanceof ExactNumber ? Number(value.text) : value)

export const number = new Namespace('Number', {
  call: (args, run) => (args.length === 0 ? 0 : toNumber(args[0], run)),
  constants: {
    EPSILON: Number.EPSILON,
    MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
    MAX_VALUE: Number.MAX_VALUE,
    MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
    MIN_VALUE: Number.MIN_VALUE,
    NEGATIVE_INFINITY: Number.NEGATIVE_INFINITY,
    NaN: Number.NaN,
    POSITIVE_INFINITY: Number.POSITIVE_INFINITY,
  },
  functions: {
    isFinite: ([value]) => Number.isFinite(plainNumber(value)),
    isInteger: ([value]) => Number.isInteger(plainNumber(value)),
    isNaN: ([value]) => Number.isNaN(value),
    isSafeInteger: ([value]) => Number.isSafeInteger(plainNumber(value)),
    parseFloat: parseDecimal,
    parseInt: parseInteger,
  },
})

const unary = [
  'abs',
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atanh',
  'cbrt',
  'ceil',
  'clz32',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'floor',
  'fround',
  'log',
  'log10',
  'log1p',
  'log2',
  'round',
  'sign',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
  'trunc',
] as const

const mathFunctions: Record<string, Builtin> = {
  atan2: ([y, x], run) => Math.atan2(toNumber(y, run), toNumber(x, run)),
  hypot: (args, run) => args.reduce((length: number, arg) => Math.hypot(length, toNumber(arg, run)), 0),
  imul: ([a, b], run) => Math.imul(toNumber(a, run), toNumber(b, run)),
  max: (args, run) => args.reduce((most: number, arg) => Math.max(most, toNumber(arg, run)), Number.NEGATIVE_INFINITY),
  min: (args, run) =>
    args.reduce((least: number, arg) => Math.min(least, toNumber(arg, run)), Number.POSITIVE_INFINITY),
  pow: ([base, exponent], run) => toNumber(base, run) ** toNumber(exponent, run),
  random: (_args, run) => run.realm.random(),
}
for (const name of unary) mathFunctions[name] = ([value], run) => Math[name](toNumber(value, run))

export const math = new Namespace('Math', {
  constants: {
    E: Math.E,
    LN10: Math.LN10,
    LN2: Math.LN2,
    LOG10E: Math.LOG10E,
    LOG2E: Math.LOG2E,
    PI: Math.PI,
    SQRT1_2: Math.SQRT1_2,
    SQRT2: Math.SQRT2,
  },
  functions: mathFunctions,
})
