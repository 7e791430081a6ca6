/** A draft is no triviality: it fails on a response in which something has another type, or is gone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateAssertions } from './generate.ts'
import { areIdentifiers } from './paths.ts'
import { requestAgainst } from './test/against.ts'
import { key } from './test/bodies.ts'
import type { GenerateOptions } from './types.ts'

type Path = readonly (string | number)[]

const scalars = fc.constantFrom<unknown>(1, 2.5, -7, true, false, '', 'a', '12', 'true', '2024-02-29', 'https://x.io')

/** Bodies in which all elements of a list have one form, so that everything has a type. */
const uniform = (names: fc.Arbitrary<string>, leaves: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaves,
      fc
        .tuple(tie('value'), fc.integer({ min: 0, max: 3 }))
        .map(([item, count]) => Array.from({ length: count }, () => item)),
      fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).value

function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [at, ...inside.flatMap(([name, member]) => placesIn(member, [...at, name]))]
}

const memberOf = (value: unknown, name: string | number): unknown => (value as Record<string | number, unknown>)[name]
const valueAt = (value: unknown, path: Path): unknown => path.reduce(memberOf, value)

/** A copy with another value at a place, or, with `undefined`, without it. */
function changed(value: unknown, [name, ...rest]: Path, other: unknown): unknown {
  if (name === undefined) return other
  const member = changed(memberOf(value, name), rest, other)
  if (Array.isArray(value)) return value.map((item, at) => (at === name ? member : item))
  const entries = Object.entries(value as object).map((entry) => (entry[0] === name ? [name, member] : entry))
  return Object.fromEntries(entries.filter((entry) => entry[1] !== undefined))
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)
const others = fc.constantFrom<unknown>({ zz: 'zz' }, ['zz'], 'zz', 3.25, true, null)

const sampleOf = (value: unknown) => ({ text: JSON.stringify(value), mime: 'application/json' })

/** Generates from a body, then changes one place of it by `change`, which gives undefined where that makes no sense. */
async function expectFailure(
  bodies: fc.Arbitrary<unknown>,
  options: Partial<GenerateOptions>,
  change: (body: unknown, path: Path, other: unknown) => { body: unknown } | undefined,
): Promise<void> {
  const run = await requestAgainst()
  const draw = fc.tuple(bodies, fc.nat(), others).filter(([body, at, other]) => {
    const places = placesIn(body)
    return change(body, places[at % places.length] ?? [], other) !== undefined
  })
  await fc.assert(
    fc.asyncProperty(draw, async ([body, at, other]) => {
      const places = placesIn(body)
      const path = places[at % places.length] ?? []
      const { yaml } = await generateAssertions([sampleOf(body)], { variable: 'payload', style: 'steps', ...options })
      expect((await run(yaml, sampleOf(body))).status, yaml).toBe('passed')
      const after = change(body, path, other)?.body
      expect((await run(yaml, sampleOf(after))).status, `${yaml}\n${path.join(' > ')}\n${JSON.stringify(after)}`).toBe(
        'failed',
      )
    }),
    { numRuns: 150 },
  )
}

const otherType = (body: unknown, path: Path, other: unknown): { body: unknown } | undefined =>
  kindOf(valueAt(body, path)) === kindOf(other) ? undefined : { body: changed(body, path, other) }

const gone = (body: unknown, path: Path): { body: unknown } | undefined => {
  const parent = valueAt(body, path.slice(0, -1))
  const isEntry = typeof path.at(-1) === 'string' && !areIdentifiers(Object.keys(parent as object))
  return isEntry ? { body: changed(body, path, undefined) } : undefined
}

/** A shape cannot require a key that ends in `?`, and does not look into maps whose keys are identifiers. */
const shapeKey = key.filter((name) => !name.endsWith('?') && !/\d/.test(name))

test('single steps fail when any value has another type', { timeout: 60_000 }, () =>
  expectFailure(uniform(key, fc.oneof(scalars, fc.constant(null))), {}, otherType),
)

test('a shape fails when any value has another type', { timeout: 60_000 }, () =>
  expectFailure(uniform(shapeKey, scalars), { style: 'shape' }, otherType),
)

test('single steps fail when any member is gone', { timeout: 60_000 }, () =>
  expectFailure(uniform(key, fc.oneof(scalars, fc.constant(null))), {}, gone),
)

test('a shape fails when any member is gone', { timeout: 60_000 }, () =>
  expectFailure(uniform(shapeKey, scalars), { style: 'shape' }, gone),
)

test.each(['steps', 'shape'] as const)('strict %s fail on a number that became text', async (style) => {
  const run = await requestAgainst()
  const number = sampleOf({ list: [{ count: 12, yes: true }] })
  const strict = await generateAssertions([number], { variable: 'payload', style, strict: true })
  const lenient = await generateAssertions([number], { variable: 'payload', style })
  for (const item of [
    { count: '12', yes: true },
    { count: 12, yes: 'true' },
  ]) {
    expect((await run(strict.yaml, sampleOf({ list: [item] }))).status).toBe('failed')
    expect((await run(lenient.yaml, sampleOf({ list: [item] }))).status).toBe('passed')
  }
})
