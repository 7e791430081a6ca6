/**
 * Stands in for vitest inside a bundle of tests: keeps the tests, so that each can be run over and over in one process,
 * with another mutant alive each time.
 */
export { expect } from 'vitest'

type Body = (...args: unknown[]) => unknown
type Hook = () => unknown

interface Suite {
  readonly name: string
  readonly parent: Suite | undefined
  readonly before: Hook[]
  readonly after: Hook[]
  readonly beforeEach: Hook[]
  readonly afterEach: Hook[]
  begun: boolean
}

export interface KeptTest {
  readonly name: string
  readonly suite: Suite
  readonly body: Hook
}

const suiteOf = (name: string, parent: Suite | undefined): Suite => ({
  name,
  parent,
  before: [],
  after: [],
  beforeEach: [],
  afterEach: [],
  begun: false,
})

export const kept: KeptTest[] = []
let current = suiteOf('', undefined)
let finished: Hook[] = []

/** Begins a file of tests. */
export function file(path: string): void {
  current = suiteOf(path, undefined)
}

function named(name: string, values: readonly unknown[], at: number): string {
  let next = 0
  const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value)
  return `${name.replace(/%[sdifjo]/g, () => text(values[next++]))} (${at})`
}

const rows = (cases: readonly unknown[]): (readonly unknown[])[] =>
  cases.map((one) => (Array.isArray(one) ? one : [one]))

function addTest(name: string, body: Hook): void {
  kept.push({ name, suite: current, body })
}

function addSuite(name: string, body: Hook): void {
  const outer = current
  current = suiteOf(name, outer)
  body()
  current = outer
}

function each(add: (name: string, body: Hook) => void) {
  return (cases: readonly unknown[]) => (name: string, body: Body) => {
    rows(cases).forEach((values, at) => {
      add(named(name, values, at), () => body(...values))
    })
  }
}

interface Add {
  (name: string, body: Hook): void
  each(cases: readonly unknown[]): (name: string, body: Body) => void
  skip(): void
  runIf(condition: boolean): Add
  skipIf(condition: boolean): Add
}

function adder(add: (name: string, body: Hook) => void): Add {
  const skip: Add = Object.assign(() => undefined, {
    each: () => () => undefined,
    skip: () => undefined,
    runIf: () => skip,
    skipIf: () => skip,
  })
  const adding: Add = Object.assign((name: string, body: Hook) => add(name, body), {
    each: each(add),
    skip: () => undefined,
    runIf: (condition: boolean) => (condition ? adding : skip),
    skipIf: (condition: boolean) => (condition ? skip : adding),
  })
  return adding
}

export const test = adder(addTest)
export const it = adder(addTest)
export const describe = adder(addSuite)
export const beforeAll = (hook: Hook): void => void current.before.push(hook)
export const afterAll = (hook: Hook): void => void current.after.push(hook)
export const beforeEach = (hook: Hook): void => void current.beforeEach.push(hook)
export const afterEach = (hook: Hook): void => void current.afterEach.push(hook)
export const onTestFinished = (hook: Hook): void => void finished.push(hook)

function suitesOf(inner: Suite): Suite[] {
  const all: Suite[] = []
  for (let at: Suite | undefined = inner; at; at = at.parent) all.unshift(at)
  return all
}

/** Runs one test with its hooks; those for a whole suite run before its first test only. Rejects when it fails. */
export async function runKept({ suite, body }: KeptTest): Promise<void> {
  const suites = suitesOf(suite)
  for (const one of suites) {
    if (one.begun) continue
    one.begun = true
    for (const hook of one.before) await hook()
  }
  finished = []
  try {
    for (const one of suites) for (const hook of one.beforeEach) await hook()
    await body()
  } finally {
    for (const hook of finished.reverse()) await hook()
    for (const one of suites.reverse()) for (const hook of one.afterEach) await hook()
  }
}

export const fullName = ({ name, suite }: KeptTest): string =>
  [...suitesOf(suite).map((one) => one.name), name].join(' > ')
