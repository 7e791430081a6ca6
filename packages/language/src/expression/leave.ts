/** What leaves an evaluation: copied to plain data, so that nothing of the evaluator goes along and nothing is shared. */
import { ExactNumber, XmlNode } from '../values/index.ts'
import { Bytes } from './bytes.ts'
import { Callable } from './callable.ts'
import { limits } from './limits.ts'
import { RegularExpression } from './regular.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { define, isPlain, kindOf, type PlainMap, tooDeep, toText } from './values.ts'

/**
 * A copy of plain data: lists, maps, scalars, XML elements, dates. A `Map` becomes a map, a `Set` a list. What is shared
 * is copied each time, and charged each time; `made` is told of every list, map and date of the copy. Throws an ExpressionError for functions and for what contains itself.
 */
export function leave(value: unknown, run: Run, made?: (part: object) => void): unknown {
  if (typeof value !== 'object' || value === null) return leaveScalar(value, run)
  return new Copying(run, made).copy(value)
}

function leaveScalar(value: unknown, run: Run): unknown {
  if (typeof value === 'string') run.charge(value.length >> 4)
  // The evaluator makes neither; a scope or helper that hands one in is not plain data.
  if (typeof value === 'function' || typeof value === 'symbol') throw notData(value)
  return value
}

class Copying {
  readonly #run: Run
  readonly #made: ((part: object) => void) | undefined
  readonly #open = new Set<object>()

  constructor(run: Run, made: ((part: object) => void) | undefined) {
    this.#run = run
    this.#made = made
  }

  copy(value: unknown): unknown {
    this.#run.charge(1)
    if (typeof value !== 'object' || value === null) return leaveScalar(value, this.#run)
    if (value instanceof XmlNode || value instanceof ExactNumber) return value
    if (value instanceof Date) return this.#noted(new Date(value.getTime()))
    if (this.#open.has(value)) {
      throw new ExpressionError('the value contains itself; what leaves an expression is plain data')
    }
    if (this.#open.size >= limits.nesting) throw tooDeep()
    this.#open.add(value)
    const copied = this.#container(value)
    this.#open.delete(value)
    return copied
  }

  #noted<Part extends object>(part: Part): Part {
    this.#made?.(part)
    return part
  }

  #container(value: object): unknown {
    if (Array.isArray(value)) return this.#list(value)
    if (value instanceof Set) return this.#list([...value])
    const map: PlainMap = this.#noted({})
    if (value instanceof Map) {
      for (const [key, item] of value) define(map, toText(key, this.#run), this.copy(item))
      return map
    }
    if (!isPlain(value)) throw notData(value)
    for (const key of Object.keys(value)) {
      this.#run.charge(key.length >> 4)
      define(map, key, this.copy(value[key]))
    }
    return map
  }

  #list(list: readonly unknown[]): unknown[] {
    this.#run.chargeList(list.length)
    const copied: unknown[] = this.#noted([])
    for (let at = 0; at < list.length; at += 1) copied.push(this.copy(list[at]))
    return copied
  }
}

function notData(value: unknown): ExpressionError {
  if (value instanceof Callable || typeof value === 'function') {
    return new ExpressionError('the value is a function, or holds one; what leaves an expression is plain data', {
      help: 'call it, with `()` after its name',
    })
  }
  if (value instanceof Bytes) {
    return new ExpressionError('the value is bytes; what leaves an expression is plain data', {
      help: "write `.toString('base64')` or `.toString('utf8')` after it",
    })
  }
  const what = value instanceof RegularExpression ? 'a regular expression' : kindOf(value)
  return new ExpressionError(`the value is ${what}; what leaves an expression is plain data`)
}
