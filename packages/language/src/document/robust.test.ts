/** Whatever a file holds, a change is made as it should be, or a problem says why not. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import {
  applyEdits,
  copySteps,
  eachOutlineStep,
  outlineOf,
  type Path,
  pastedSteps,
  stepAtOffset,
  valueAt,
} from './index.ts'
import { changes, shapes } from './test/every-change.ts'
import { type Plain, pathsIn, samples } from './test/random-yaml.ts'

const numRuns = Number(process.env.RUNS ?? 40)

const isSound = (text: string): boolean => {
  const { errors, warnings } = parseDocument(text)
  return errors.length + warnings.length === 0
}

/** Makes every change; gives those that were made. */
function changed(text: string, path: Path, other: Path, only = /./): Map<string, string> {
  const made = new Map<string, string>()
  for (const [name, change] of Object.entries(changes)) {
    if (!only.test(name)) continue
    const result = change(text, path, other)
    if ('problem' in result) expect(result.problem, name).toMatch(/^[^A-Z].*[^.]$/s)
    else {
      expect(applyEdits(text, result.edits), name).toBe(result.text)
      made.set(name, result.text)
    }
  }
  return made
}

const PLACES: readonly Path[] = [
  [],
  ['steps'],
  ['steps', 0],
  ['steps', 1, 'get'],
  ['inputs', 'one'],
  [0],
  [1, 'each', 'steps'],
]
const somewhere = fc.constantFrom(...PLACES)

const signs = fc.constantFrom(
  ...'-:?[]{},&*!|>\'"%@`#\n\r\t ~',
  '- ',
  ': ',
  '\n- ',
  '\n  ',
  'steps:\n',
  '- get: /x\n',
  '&a ',
  '*a',
  '|\n',
  '---\n',
  '\ufeff',
  'a',
)
const noise = fc.oneof(
  fc.array(signs, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

/** A file with something wrong somewhere. */
const damaged = fc.tuple(samples, noise, fc.nat(), fc.nat({ max: 3 })).map(([{ text }, extra, at, drop]) => {
  const place = text.length === 0 ? 0 : at % text.length
  return text.slice(0, place) + extra.slice(0, 4) + text.slice(place + drop)
})

test.each([
  ['noise', noise],
  ['damaged files', damaged],
])('nothing is thrown on %s, and what is sound stays sound', (_, texts) => {
  fc.assert(
    fc.property(texts, somewhere, somewhere, (text, path, other) => {
      const outline = outlineOf(text, shapes)
      stepAtOffset(outline, text.length >> 1)
      copySteps(text, [path, other])
      pastedSteps(text)
      valueAt(text, path)
      for (const [name, after] of changed(text, path, other)) {
        if (after !== text) expect(isSound(after), `${name} of\n${text}\nbecame\n${after}`).toBe(true)
      }
    }),
    { numRuns: numRuns * 4, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('a file that is nested too deeply is refused', () => {
  const text = `steps: ${'['.repeat(20_000)}`
  expect(outlineOf(text, shapes).sections.length).toBe(3)
  expect(changed(text, ['steps', 0], ['steps']).size).toBe(0)
})

const examples = new URL('../../../../examples/tests/', import.meta.url)
const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))

describe('the examples', () => {
  test.each(files)('%s can be changed everywhere', (path) => {
    const text = readFileSync(new URL(path, examples), 'utf8')
    const plain = parse(text) as Plain
    const comments = text.match(/(?<=^|\s)#.*$/gm) ?? []
    for (const one of pathsIn(plain)) {
      for (const [name, after] of changed(text, one, one, /At/)) {
        expect(isSound(after), `${name} of ${JSON.stringify(one)} in ${path} became\n${after}`).toBe(true)
        if (/remove|set/.test(name)) continue
        for (const comment of comments) expect(after, `${name} of ${JSON.stringify(one)}`).toContain(comment)
      }
      const there = one.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], plain)
      expect(valueAt(text, one)?.value).toEqual(there)
    }
  })

  test.each(files)('every step of %s takes every change of steps', (path) => {
    const text = readFileSync(new URL(path, examples), 'utf8')
    for (const step of eachOutlineStep(outlineOf(text, shapes))) {
      const made = changed(text, step.path, step.path)
      for (const name of [
        'removeSteps',
        'duplicateSteps',
        'wrapSteps',
        'setTitle',
        'setSkip',
        'transformStep',
        'extractSteps',
      ])
        expect(made.has(name), `${name} of ${JSON.stringify(step.path)}`).toBe(true)
      expect(parse(made.get('removeSteps')!)).not.toEqual(parse(text))
    }
  })
})
