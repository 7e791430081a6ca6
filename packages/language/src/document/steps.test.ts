/** Changes of steps in random files do what they are meant to do, and nothing else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  applyEdits,
  copySteps,
  duplicateSteps,
  type Edited,
  eachOutlineStep,
  extractSteps,
  insertSteps,
  moveSteps,
  type Outline,
  type OutlineStep,
  outlineOf,
  type Path,
  pastedSteps,
  removeSteps,
  type StepList,
  setField,
  setSkip,
  setTitle,
  transformStep,
  unwrapStep,
  wrapSteps,
} from './index.ts'
import { shapes } from './test/every-change.ts'
import { type Plain, type Sample, samples, values } from './test/random-yaml.ts'

const numRuns = Number(process.env.RUNS ?? 40)

const read = (text: string): Plain => parse(text) as Plain

function done(before: string, result: Edited): string {
  if ('problem' in result) throw new Error(`${result.problem}\n${before}`)
  expect(applyEdits(before, result.edits)).toBe(result.text)
  return result.text
}

const outline = (text: string): Outline => outlineOf(text, shapes)
const listsOf = (steps: readonly OutlineStep[]): StepList[] =>
  steps.flatMap((step) => step.lists.flatMap((list) => [list, ...listsOf(list.steps)]))
const allLists = ({ sections }: Outline): StepList[] => sections.flatMap((list) => [list, ...listsOf(list.steps)])

const at = (plain: Plain | undefined, path: Path): Plain | undefined =>
  path.reduce<Plain | undefined>((one, key) => (one as Record<string, Plain> | null | undefined)?.[key], plain)

const isWithin = (path: Path, outer: Path): boolean =>
  path.length >= outer.length && outer.every((key, index) => path[index] === key)

function expectComments(sample: Sample, text: string, mayGo: (path: Path) => boolean = () => false): void {
  for (const [comment, path] of sample.comments) {
    const line = new RegExp(`${comment}(?!\\d)`)
    if (!mayGo(path))
      expect(line.test(text), `${comment} of ${JSON.stringify(path)} in\n${sample.text}\nbecame\n${text}`).toBe(true)
  }
}

/** A file, steps of it, and a list of it with a place in it. */
const chosen = samples.chain((sample) => {
  const read = outline(sample.text)
  const steps = eachOutlineStep(read).map(({ path }) => path)
  return fc.record({
    sample: fc.constant(sample),
    path: fc.constantFrom(...steps),
    paths: fc.uniqueArray(fc.constantFrom(...steps), { minLength: 1, maxLength: 4 }),
    list: fc.constantFrom(...allLists(read)),
    roll: fc.nat(),
  })
})

/** What a file holds once its steps are put as the outline sees them: short forms and missing lists make no difference. */
const NEW = '# a new one\n- get: { url: /new, var: made } # behind\n\n- stop\n'
const NEW_ITEMS: Plain[] = [{ get: { url: '/new', var: 'made' } }, 'stop']

/** Every step by what it holds itself, without the steps inside it, which follow. */
function told(text: string): unknown[] {
  const { sections } = outline(text)
  const tell = ({ component, title, skip, fields, lists }: OutlineStep): unknown => [
    component,
    title,
    skip,
    Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
    lists.filter(({ steps }) => steps.length > 0).map(({ field, steps }) => [field, steps.map(tell)]),
  ]
  return sections.filter(({ steps }) => steps.length > 0).map(({ field, steps }) => [field, steps.map(tell)])
}

test('the outline finds every step where the file has it', () => {
  fc.assert(
    fc.property(samples, ({ text, plain }) => {
      for (const step of eachOutlineStep(outline(text))) {
        const written = at(plain, step.path)
        if (typeof written === 'string') expect(step.component).toBe(written)
        else expect((written as Record<string, Plain>)[step.component]).toEqual(step.input ?? null)
        const source = text.slice(step.range.start, step.range.end)
        expect(text.slice(0, step.range.start).split('\n').length).toBe(step.line)
        const alone = parse(
          ' '.repeat(step.range.start - text.lastIndexOf('\n', step.range.start - 1) - 1) + source,
        ) as Plain
        expect(source.startsWith('-') ? (alone as Plain[])[0] : alone).toEqual(written)
      }
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('inserted steps are where they were put, and removing them leaves the text as it was', () => {
  fc.assert(
    fc.property(chosen, ({ sample, list, roll }) => {
      const index = roll % (list.steps.length + 1)
      const text = done(sample.text, insertSteps(sample.text, list.path, index, NEW, shapes))
      expectComments(sample, text)
      expect(text).toContain('# a new one')
      const now = eachOutlineStep(outline(text)).filter(({ fields }) => fields.url?.value === '/new')
      expect(now.length).toBe(1)
      const made = now[0]!.path
      const siblings = at(read(text), made.slice(0, -1)) as Plain[]
      expect(siblings.slice(index, index + 2)).toEqual(NEW_ITEMS)
      expect(siblings.length).toBe(list.steps.length + 2)
      const removed = done(text, removeSteps(text, [made, [...made.slice(0, -1), Number(made.at(-1)) + 1]]))
      expect(told(removed)).toEqual(told(sample.text))
      if (list.steps.length > 0 && !isFlow(sample.text, list)) expect(removed).toBe(sample.text)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

const isFlow = (text: string, { steps }: StepList): boolean => text[steps[0]!.range.start] !== '-'

test('removed steps are gone, with their comments and no others', () => {
  fc.assert(
    fc.property(chosen, ({ sample, paths }) => {
      const text = done(sample.text, removeSteps(sample.text, paths))
      const kept = eachOutlineStep(outline(sample.text)).filter(({ path }) => !paths.some((one) => isWithin(path, one)))
      expect(eachOutlineStep(outline(text)).map(({ component, title, line }) => [component, title, line > 0])).toEqual(
        kept.map(({ component, title }) => [component, title, true]),
      )
      const emptied = (owner: Path): boolean =>
        allLists(outline(sample.text)).some(
          ({ path, steps }) =>
            steps.length > 0 &&
            isWithin(owner, path) &&
            steps.every((step) => paths.some((one) => isWithin(step.path, one))),
        )
      // What stands apart between two neighbours goes with them.
      const between = (owner: Path): boolean =>
        owner.at(-1) === '*' && paths.some((path) => isWithin(path, owner.slice(0, -1)) && path.length === owner.length)
      const mayGo = (owner: Path): boolean =>
        paths.some((path) => isWithin(owner, path)) || emptied(owner) || between(owner)
      expectComments(sample, text, mayGo)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('steps that are moved are in the other place with their comments, and moving them back gives the same file', () => {
  fc.assert(
    fc.property(chosen, ({ sample, path, list, roll }) => {
      const index = roll % (list.steps.length + 1)
      const result = moveSteps(sample.text, [path], list.path, index, shapes)
      if (isWithin(list.path, path)) {
        expect(result).toHaveProperty('problem')
        return
      }
      const text = done(sample.text, result)
      expectComments(sample, text, (owner) => owner.at(-1) === '*' || owner.length < path.length)
      const before = eachOutlineStep(outline(sample.text))
      const after = eachOutlineStep(outline(text))
      const sorted = (steps: readonly OutlineStep[]): string[] =>
        steps.map(({ component, title }) => `${component} ${title}`).sort()
      expect(sorted(after)).toEqual(sorted(before))
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('a copy of steps reads as a list of the same steps, and pasting it gives them again', () => {
  fc.assert(
    fc.property(chosen, ({ sample: { text, plain }, paths }) => {
      const outer = paths.filter((path) => !paths.some((other) => other !== path && isWithin(path, other)))
      const copied = read(copySteps(text, paths)) as Plain[]
      const expected = eachOutlineStep(outline(text)).filter(({ path }) =>
        outer.some((one) => isWithin(path, one) && isWithin(one, path)),
      )
      expect(copied).toEqual(expected.map(({ path }) => at(plain, path)))
      const pasted = pastedSteps(copySteps(text, paths))
      expect(pasted).toBeDefined()
      expect(read(pasted!)).toEqual(copied)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('duplicated steps stand behind the originals', () => {
  fc.assert(
    fc.property(chosen, ({ sample, path }) => {
      const text = done(sample.text, duplicateSteps(sample.text, [path]))
      const list = path.slice(0, -1)
      const index = Number(path.at(-1))
      const items = at(sample.plain, list) as Plain[]
      expect(at(read(text), list)).toEqual(items.toSpliced(index, 0, items[index]!))
      expectComments(sample, text)
      const removed = done(text, removeSteps(text, [[...list, index + 1]]))
      expect(read(removed)).toEqual(sample.plain)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('wrapped steps are in the container with their comments, and unwrapping gives the same file', () => {
  fc.assert(
    fc.property(chosen, fc.constantFrom('group', 'each', 'if', 'parallel'), ({ sample, path, roll }, component) => {
      const list = path.slice(0, -1)
      const items = at(sample.plain, list) as Plain[]
      const first = Number(path.at(-1))
      const last = first + (roll % (items.length - first))
      const paths = Array.from({ length: last - first + 1 }, (_, offset) => [...list, first + offset])
      const fields = component === 'each' || component === 'if' ? { expression: 'x[0]' } : {}
      const field = component === 'parallel' ? 'branches.one' : 'steps'
      const text = done(sample.text, wrapSteps(sample.text, paths, component, fields, field))
      expectComments(sample, text)
      const inside = items.slice(first, last + 1)
      const steps = component === 'parallel' ? { branches: { one: inside } } : { steps: inside }
      expect(at(read(text), list)).toEqual(
        items.toSpliced(first, inside.length, { [component]: { ...fields, ...steps } }),
      )
      const back = done(text, unwrapStep(text, path))
      expect(read(back)).toEqual(sample.plain)
      expectComments(sample, back)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('steps that become a snippet are called in their place, and stand in the snippet with their comments', () => {
  fc.assert(
    fc.property(chosen, ({ sample, path }) => {
      const result = extractSteps(sample.text, [path], 'log-in')
      const text = done(sample.text, result)
      const snippet = 'snippet' in result ? result.snippet : ''
      expect(read(snippet)).toEqual([at(sample.plain, path)])
      expect(at(read(text), path)).toEqual({ call: 'log-in' })
      expectComments(sample, `${text}\n${snippet}`)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

/** What a file holds beside a step. */
function withoutStep(text: string, path: Path): Plain {
  const plain = read(text)
  const list = at(plain, path.slice(0, -1)) as Plain[]
  list[Number(path.at(-1))] = null
  return plain
}

test('a field that is set is there, and removing it gives back what the step was', () => {
  fc.assert(
    fc.property(
      chosen,
      fc.constantFrom('level', 'label', 'var', 'url', 'expression'),
      values,
      ({ sample, path }, field, value) => {
        const step = eachOutlineStep(outline(sample.text)).find(
          (one) => isWithin(one.path, path) && isWithin(path, one.path),
        )!
        const result = setField(sample.text, path, [field], value, shapes)
        const text = done(sample.text, result)
        const after = eachOutlineStep(outline(text)).find(
          (one) => isWithin(one.path, path) && isWithin(path, one.path),
        )!
        expect(withoutStep(text, path)).toEqual(withoutStep(sample.text, path))
        if (value === null && Object.keys(step.fields).length === 0) return
        expect(after.fields[field]?.value, text).toEqual(value)
        for (const [name, { value: old }] of Object.entries(step.fields))
          if (name !== field) expect(after.fields[name]?.value).toEqual(old)
        expect(after.lists.map(({ field: name, steps }) => [name, steps.length])).toEqual(
          step.lists.map(({ field: name, steps }) => [name, steps.length]),
        )
        expectComments(
          sample,
          text,
          (owner) => isWithin(owner, [...path, step.component]) && owner.length > path.length + 1,
        )
        const removed = done(text, setField(text, path, [field], undefined, shapes))
        if (!(field in step.fields)) expect(told(removed)).toEqual(told(sample.text))
      },
    ),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('a title and a reason to skip come and go', () => {
  fc.assert(
    fc.property(chosen, fc.constantFrom('why', 'a: b', '[x]'), ({ sample, path, paths }, reason) => {
      const titled = done(sample.text, setTitle(sample.text, path, reason))
      expectComments(sample, titled)
      const skipped = done(titled, setSkip(titled, paths, reason))
      const key = (one: Path): string => JSON.stringify(one)
      for (const step of eachOutlineStep(outline(skipped))) {
        if (key(step.path) === key(path)) expect(step.title).toBe(reason)
        if (paths.some((one) => key(one) === key(step.path))) expect(step.skip).toBe(reason)
      }
      expectComments(sample, skipped)
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})

test('a step that becomes another component keeps the fields that it may', () => {
  fc.assert(
    fc.property(chosen, ({ sample, path }) => {
      const step = eachOutlineStep(outline(sample.text)).find(
        (one) => isWithin(one.path, path) && isWithin(path, one.path),
      )!
      const rename: Record<string, string> = {
        url: 'url',
        headers: 'query',
        expression: 'expression',
        text: 'url',
        steps: 'steps',
        else: 'else',
        branches: 'branches',
      }
      const text = done(
        sample.text,
        transformStep(sample.text, path, 'post', shapes, (field) => rename[field]),
      )
      const after = eachOutlineStep(outline(text)).find((one) => isWithin(one.path, path) && isWithin(path, one.path))!
      expect(after.component).toBe('post')
      for (const [name, { value }] of Object.entries(step.fields)) {
        const kept = rename[name]
        if (kept) expect(after.fields[kept]?.value).toEqual(value)
      }
      expectComments(
        sample,
        text,
        (owner) => isWithin(owner, [...path, step.component]) && owner.length > path.length + 1,
      )
    }),
    { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  )
})
