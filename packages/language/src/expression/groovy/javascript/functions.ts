/** Groovy's functions of values, each with the JavaScript that does the same. */
import { closureFunctions } from './closure-functions.ts'
import { kindOf } from './kinds.ts'
import { quoted } from './literals.ts'
import { matchWhole, replacePattern, splitPattern } from './patterns.ts'
import { levels, printed } from './printer.ts'
import { around, became, type Call, following, type Rewrite } from './rewrites.ts'

/** Same arguments, other name. */
const RENAMED: readonly (readonly [string, string])[] = [
  ['contains', 'includes'],
  ['add', 'push'],
  ['padLeft', 'padStart'],
  ['padRight', 'padEnd'],
]

/** No arguments, and the same object in front. */
const PLAIN: readonly (readonly [string, string])[] = [
  ['length', 'length'],
  ['last', 'at(-1)'],
  ['first', '[0]'],
  ['head', '[0]'],
  ['tail', 'slice(1)'],
  ['init', 'slice(0, -1)'],
  ['flatten', 'flat(Infinity)'],
  ['toLong', 'toInteger()'],
  ['getMessage', 'message'],
]

/** No arguments, and a function around the object. */
const AROUND: readonly (readonly [string, string])[] = [
  ['keySet', 'Object.keys'],
  ['values', 'Object.values'],
  ['toDouble', 'Number'],
  ['toFloat', 'Number'],
  ['toBigDecimal', 'Number'],
  ['abs', 'Math.abs'],
  ['round', 'Math.round'],
  ['isInteger', 'WSUtil.isInteger'],
  ['isNumber', 'WSUtil.isFloat'],
]

const WITHOUT_EQUIVALENT = `groupBy collectEntries countBy tokenize capitalize entrySet withIndex transpose collate combinations
  permutations intersect disjoint toList toSet asList findResult findResults eachLine readLines center with tap toBoolean
  remove removeAll retainAll putAll getOrDefault execute format findIndexValues subMap minus plus multiply
  containsValue clear dump inspect power next previous`

const size: Rewrite = (call, p) => {
  if (call.args.length > 0) return undefined
  if (kindOf(call.object) === 'map') {
    became('size', 'Object.keys().length', p)
    return printed(`Object.keys(${p.argument(call.object)}).length`, levels.member)
  }
  became('size', '.length', p)
  return following(call, p, 'length')
}

const isEmpty: Rewrite = (call, p) => {
  if (call.args.length > 0) return undefined
  became('isEmpty', '.length === 0', p)
  return printed(`${p.object(call.object)}${call.dot}length === 0`, levels.equality)
}

const join: Rewrite = (call, p) => (call.args.length === 0 ? following(call, p, "join('')") : undefined)

const split: Rewrite = (call, p) => {
  const [pattern, limit] = call.args
  if (limit) return undefined
  if (pattern) return following(call, p, `split(${splitPattern(pattern, p)})`)
  became('split', '.trim().split(/\\s+/)', p)
  return following(call, p, 'trim().split(/\\s+/)')
}

/** In Groovy `replace` takes both texts as they are. */
const replace: Rewrite = (call, p) => {
  const [from, to] = call.args
  if (!from || !to) return undefined
  became('replace', '.replaceAll()', p)
  const plain =
    to.type === 'Literal' && typeof to.value === 'string' ? quoted(to.value.replaceAll('$', '$$$$')) : p.argument(to)
  return following(call, p, `replaceAll(${p.argument(from)}, ${plain})`)
}

function replacing(flags: string): Rewrite {
  return (call, p) => {
    const [pattern, to] = call.args
    if (!pattern || !to) return undefined
    became(call.name, '.replace()', p)
    return following(call, p, `replace(${replacePattern(pattern, p, flags)}, ${p.argument(to)})`)
  }
}

/** `list.min()`, `list.max()` */
const extreme: Rewrite = (call, p) => {
  if (call.args.length > 0) {
    p.refuse(`\`.${call.name}()\` with a closure`)
    return undefined
  }
  became(call.name, `Math.${call.name}(...)`, p)
  return printed(`Math.${call.name}(...${p.argument(call.object)})`, levels.member)
}

const unique: Rewrite = (call, p) => {
  if (call.args.length > 0) {
    p.refuse('`.unique()` with a closure')
    return undefined
  }
  became('unique', '[...new Set()]', p)
  return printed(`[...new Set(${p.argument(call.object)})]`, levels.primary)
}

const reverse: Rewrite = (call, p) => {
  if (call.args.length > 0) return undefined
  const letters = `[...${p.argument(call.object)}].reverse()`
  if (kindOf(call.object) === 'text') return printed(`${letters}.join('')`, levels.member)
  p.change("`.reverse()` became `[...].reverse()`: for a text add `.join('')`")
  return printed(letters, levels.member)
}

function indexed(call: Call, key: string): string {
  return `${call.dot === '.' ? '' : call.dot}[${key}]`
}

const get: Rewrite = (call, p) => {
  const [key, other] = call.args
  if (!key || other) return undefined
  became(call.name, '[]', p)
  return printed(`${p.object(call.object)}${indexed(call, p.argument(key))}`, levels.member)
}

const put: Rewrite = (call, p) => {
  const [key, value] = call.args
  if (!key || !value || call.dot !== '.') return undefined
  became('put', '[] =', p)
  return printed(`${p.object(call.object)}[${p.argument(key)}] = ${p.argument(value)}`, levels.assignment)
}

const containsKey: Rewrite = (call, p) => {
  const [key] = call.args
  if (!key) return undefined
  became('containsKey', 'Object.keys().includes()', p)
  return printed(`Object.keys(${p.argument(call.object)}).includes(${p.argument(key)})`, levels.member)
}

const equals: Rewrite = (call, p) => {
  const [other] = call.args
  if (!other) return undefined
  const same = call.name === 'equals'
  became(call.name, same ? '==' : '.toLowerCase() ==', p)
  const lower = same ? '' : '.toLowerCase()'
  return printed(`${p.object(call.object)}${lower} == ${p.object(other)}${lower}`, levels.equality)
}

const one = (print: (call: Call, argument: string) => string): Rewrite => {
  return (call, p) => {
    const [given, more] = call.args
    if (!given || more) return undefined
    const rest = print(call, p.argument(given))
    became(call.name, `.${rest.replace(/\(.*/, '()')}`, p)
    return following(call, p, rest)
  }
}

/** By the name of the function in Groovy. */
export const rewrites: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ...RENAMED.map(([name, other]): [string, Rewrite] => [
    name,
    (call, p) => {
      became(name, `.${other}()`, p)
      return following(call, p, `${other}(${call.args.map((argument) => p.argument(argument)).join(', ')})`)
    },
  ]),
  ...PLAIN.map(([name, other]): [string, Rewrite] => [
    name,
    (call, p) => {
      if (call.args.length > 0) return undefined
      became(name, other.startsWith('[') ? other : `.${other}`, p)
      return following(call, p, other)
    },
  ]),
  ...AROUND.map(([name, other]): [string, Rewrite] => [
    name,
    (call, p) => {
      if (call.args.length > 0) return undefined
      became(name, `${other}()`, p)
      return around(call, p, other)
    },
  ]),
  ...WITHOUT_EQUIVALENT.split(/\s+/).map((name): [string, Rewrite] => [
    name,
    (_, p) => {
      p.refuse(`\`.${name}()\``)
      return undefined
    },
  ]),
  ['size', size],
  ['isEmpty', isEmpty],
  ['join', join],
  ['split', split],
  ['replace', replace],
  ['replaceAll', replacing('g')],
  ['replaceFirst', replacing('')],
  ['matches', (call, p) => (call.args[0] ? matchWhole(call.object, call.args[0], p) : undefined)],
  ['min', extreme],
  ['max', extreme],
  ['unique', unique],
  ['reverse', reverse],
  ['get', get],
  ['getAt', get],
  ['put', put],
  ['containsKey', containsKey],
  ['equals', equals],
  ['equalsIgnoreCase', equals],
  ['take', one((_, count) => `slice(0, ${count})`)],
  ['drop', one((_, count) => `slice(${count})`)],
  ['addAll', one((_, items) => `push(...${items})`)],
  ...closureFunctions,
])
