/**
 * Ways out of evaluators that were found elsewhere, reworked from public advisories and write-ups of vm2, safe-eval,
 * static-eval, notevil, expr-eval, Jexl, SandboxJS, AngularJS expressions, template engines and Groovy sandboxes.
 * Each must end as an error or as plain data, and must have changed nothing.
 */
import { expect, test } from 'vitest'
import { compileExpression, compileScript, type Dialect, ExpressionError } from './index.ts'
import { expressions, marker, scripts } from './test/escapes.ts'
import { groovy } from './test/escapes-groovy.ts'
import { helperNames, value, type World, worldOf } from './test/evaluate.ts'

/** What the host looked like before. */
function fingerprint(): string {
  const prototypes = [Object, Array, String, Number, Function, Date, RegExp, Map, Set, Error, Promise].map((type) => {
    const own = Object.getOwnPropertyDescriptors(type.prototype)
    return Reflect.ownKeys(own).map((key) => `${String(key)}:${typeof Reflect.get(own, key)?.value}`)
  })
  return JSON.stringify([prototypes, Reflect.ownKeys(globalThis).map(String).sort()])
}

const pristine = fingerprint()
const natives = {
  keys: Object.keys,
  call: Function.prototype.call,
  push: Array.prototype.push,
  toString: Object.prototype.toString,
}

/** Lists, maps and scalars, and no function at any depth. */
function isPlainData(found: unknown): boolean {
  if (typeof found === 'function' || typeof found === 'symbol') return false
  if (typeof found !== 'object' || found === null) return true
  if (found instanceof Date) return true
  const prototype: unknown = Object.getPrototypeOf(found)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false
  return Reflect.ownKeys(found).every((key) => isPlainData(Object.getOwnPropertyDescriptor(found, key)?.value))
}

function attempt(source: string, script: boolean, world: World, dialect: Dialect): unknown {
  const compiled = (script ? compileScript : compileExpression)(source, { dialect, helperNames })
  if ('problem' in compiled) return undefined
  try {
    return compiled.expression.evaluate(world)
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError)
    return undefined
  }
}

function expectContained(source: string, script: boolean, dialect: Dialect = 'javascript'): void {
  const world = worldOf({ data: { list: [1, 2], map: { a: 1 } }, text: 'abc', fn: undefined })
  const found = attempt(source, script, world, dialect)
  expect(isPlainData(found)).toBe(true)
  expect(typeof found === 'object' && found !== null && 'mainModule' in found).toBe(false)
  for (const held of world.variables.values()) expect(isPlainData(held)).toBe(true)
  expect(Reflect.has(globalThis, marker)).toBe(false)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(Reflect.get([], 'polluted')).toBeUndefined()
  expect(natives).toEqual({
    keys: Object.keys,
    call: Function.prototype.call,
    push: Array.prototype.push,
    toString: Object.prototype.toString,
  })
  expect(fingerprint()).toBe(pristine)
  // The same process goes on evaluating.
  expect(value('[1, 2].map(x => x + n)[1]', { n: 3 })).toBe(5)
}

test.each(expressions)('an expression stays inside: %s', (source) => {
  expectContained(source, false)
})

test.each(scripts)('a script stays inside: %s', (body) => {
  expectContained(body, true)
})

test.each(groovy)('Groovy stays inside: %s', (source) => {
  expectContained(source, false, 'groovy')
  expectContained(source, true, 'groovy')
})
