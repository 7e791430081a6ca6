import {
  duplicateSteps,
  eachOutlineStep,
  insertSteps,
  moveSteps,
  removeSteps,
  setAt,
  shapesOf,
  wrapSteps,
} from '@merlon/language'
import { type CatalogDocument, foldReport, type RunEvent, type StepKind, type StepStatus } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import catalog from '../../../../generated/catalog.json' with { type: 'json' }
import { DocumentSession } from '../document/session.ts'
import { RunResults } from './results.ts'

const shapes = shapesOf(catalog as unknown as CatalogDocument) // JSON knows no literal types
const PATH = 'tests/a.yaml'

const open = (text: string): DocumentSession =>
  new DocumentSession({ path: PATH, kind: 'test', text, version: '1', readOnly: false }, shapes)

interface Told {
  readonly set?: number
  readonly at: readonly [line: number, column: number]
  readonly component: string
  readonly status?: StepStatus
  readonly index?: readonly number[]
  readonly items?: readonly string[]
  readonly parent?: number
  readonly begins?: boolean
}

/** The events of a run of one test, its input sets in order. */
function run(id: string, sets: readonly string[], told: readonly Told[]): RunEvent[] {
  const events: RunEvent[] = [
    { type: 'run-started', version: 1, id, at: '2026-01-01T00:00:00.000Z', seed: 1, environments: [] },
    { type: 'test-started', test: 0, name: 'a', file: PATH, tags: [] },
    ...sets.map((name, set) => ({ type: 'set-started' as const, test: 0, set, name })),
  ]
  for (const [
    at,
    {
      set = 0,
      component,
      status = 'passed',
      index,
      items,
      parent,
      begins,
      at: [line, column],
    },
  ] of told.entries()) {
    const kind: StepKind = begins ? 'container' : 'assertion'
    const location = { file: PATH, line, column }
    const place = { test: 0, set, step: at + 1, ...(parent === undefined ? {} : { parent }), kind }
    const record = { component, label: component, location, ...(index ? { index } : {}), ...(items ? { items } : {}) }
    events.push(
      begins
        ? { type: 'step-started', ...place, record }
        : { type: 'step-finished', ...place, record: { ...record, status } },
    )
  }
  return events
}

const followed = (events: readonly RunEvent[]) => {
  const report = foldReport(events)
  return {
    current: { id: report.id, report, revision: 1, done: true, error: undefined },
    subscribe: () => () => undefined,
  }
}

const TWO = `steps:
  - assert: a
  - assert: b
`

const twoPassed = followed(
  run(
    'r1',
    ['default'],
    [
      { at: [2, 5], component: 'assert' },
      { at: [3, 5], component: 'assert', status: 'failed' },
    ],
  ),
)

const ids = (session: DocumentSession) => eachOutlineStep(session.current.outline).map((step) => session.idOf(step))
const outcomes = (session: DocumentSession, results: RunResults) =>
  ids(session).map((id) => results.result(id)?.step.status)

function ranTwo() {
  const session = open(TWO)
  const results = new RunResults(session)
  results.began(twoPassed, results.mark(), false)
  return { session, results }
}

describe('results lie on the steps that ran', () => {
  test('by their places in the text that ran', () => {
    const { session, results } = ranTwo()
    expect(outcomes(session, results)).toEqual(['passed', 'failed'])
  })

  test('and stay with them when a step is inserted above', () => {
    const { session, results } = ranTwo()
    session.edit((text) => insertSteps(text, ['steps'], 0, '- assert: z\n'), { label: 'x' })
    expect(outcomes(session, results)).toEqual([undefined, 'passed', 'failed'])
  })

  test('and when they are moved', () => {
    const { session, results } = ranTwo()
    session.edit((text) => moveSteps(text, [['steps', 1]], ['steps'], 0), { label: 'x' })
    expect(outcomes(session, results)).toEqual(['failed', 'passed'])
  })

  test('and when they are deleted and brought back', () => {
    const { session, results } = ranTwo()
    session.edit((text) => removeSteps(text, [['steps', 1]]), { label: 'x' })
    expect(outcomes(session, results)).toEqual(['passed'])
    session.undo()
    expect(outcomes(session, results)).toEqual(['passed', 'failed'])
  })

  test('and when moving them is undone', () => {
    const { session, results } = ranTwo()
    session.edit((text) => moveSteps(text, [['steps', 1]], ['steps'], 0), { label: 'x' })
    expect(outcomes(session, results)).toEqual(['failed', 'passed'])
    session.undo()
    expect(outcomes(session, results)).toEqual(['passed', 'failed'])
    expect(ids(session).map((id) => results.result(id)?.stale)).toEqual([false, false])
  })

  test('and when another step is put around them', () => {
    const { session, results } = ranTwo()
    session.edit((text) => wrapSteps(text, [['steps', 1]], 'group', {}), { label: 'x' })
    expect(outcomes(session, results)).toEqual(['passed', undefined, 'failed'])
  })

  test('but not on copies of them', () => {
    const { session, results } = ranTwo()
    session.edit((text) => duplicateSteps(text, [['steps', 0]]), { label: 'x' })
    expect(outcomes(session, results).toSorted()).toEqual(['failed', 'passed', undefined])
  })

  test('an edited step keeps its result and says that it was edited since', () => {
    const { session, results } = ranTwo()
    session.edit((text) => setAt(text, ['steps', 0, 'assert'], 'other'), { label: 'x' })
    const [first, second] = ids(session)
    expect(results.result(first!)).toMatchObject({ stale: true, step: { status: 'passed' } })
    expect(results.result(second!)).toMatchObject({ stale: false })
  })

  test('a step that is another component now has no result', () => {
    const session = open('steps:\n  - comment: a\n  - assert: b\n')
    const results = new RunResults(session)
    results.began(twoPassed, results.mark(), false)
    expect(outcomes(session, results)).toEqual([undefined, 'failed'])
  })

  test('a step of another file has none here', () => {
    const session = open(TWO)
    const results = new RunResults(session)
    const events = run('r1', ['default'], [{ at: [2, 5], component: 'assert' }]).map((event) =>
      event.type === 'step-finished'
        ? { ...event, record: { ...event.record, location: { ...event.record.location, file: 'snippets/a.yaml' } } }
        : event,
    )
    results.began(followed(events), results.mark(), false)
    expect(outcomes(session, results)).toEqual([undefined, undefined])
  })
})

describe('input sets', () => {
  const sets = followed(
    run(
      'r1',
      ['one', 'two'],
      [
        { at: [2, 5], component: 'assert' },
        { at: [3, 5], component: 'assert' },
        { set: 1, at: [2, 5], component: 'assert' },
        { set: 1, at: [3, 5], component: 'assert', status: 'failed' },
      ],
    ),
  )

  test('the first that failed is shown, until another one is picked', () => {
    const session = open(TWO)
    const results = new RunResults(session)
    results.began(sets, results.mark(), false)
    expect(results.shownSet).toBe('two')
    expect(outcomes(session, results)).toEqual(['passed', 'failed'])
    results.pickInputSet('one')
    expect(outcomes(session, results)).toEqual(['passed', 'passed'])
    results.pickInputSet('three')
    expect(outcomes(session, results)).toEqual([undefined, undefined])
  })

  test('a part that ran later lies over the whole run, for its steps and its input set alone', () => {
    const session = open(TWO)
    const results = new RunResults(session)
    results.began(sets, results.mark(), false)
    const part = followed(run('r2', ['two'], [{ at: [3, 5], component: 'assert' }]))
    results.began(part, results.mark(), true)
    expect(outcomes(session, results)).toEqual(['passed', 'passed'])
    expect(results.result(ids(session)[0]!)?.run).toBe('r1')
    expect(results.result(ids(session)[1]!)?.run).toBe('r2')
  })

  test('a new whole run takes the place of all before it', () => {
    const session = open(TWO)
    const results = new RunResults(session)
    results.began(sets, results.mark(), false)
    results.began(followed(run('r3', ['one'], [{ at: [2, 5], component: 'assert' }])), results.mark(), false)
    expect(outcomes(session, results)).toEqual(['passed', undefined])
  })
})

describe('loops', () => {
  const LOOP = `steps:
  - each:
      expression: list
      steps:
        - assert: a
        - each:
            expression: _1
            steps:
              - assert: b
`
  const rounds = followed(
    run(
      'r1',
      ['default'],
      [
        { at: [2, 5], component: 'each', begins: true },
        { at: [5, 11], component: 'assert', index: [0], items: ['hat'], parent: 1 },
        { at: [6, 11], component: 'each', begins: true, index: [0], parent: 1 },
        { at: [9, 17], component: 'assert', index: [0, 0], parent: 3 },
        { at: [5, 11], component: 'assert', index: [1], items: ['shoe'], parent: 1, status: 'failed' },
        { at: [6, 11], component: 'each', begins: true, index: [1], parent: 1 },
        { at: [9, 17], component: 'assert', index: [1, 0], parent: 6 },
        { at: [9, 17], component: 'assert', index: [1, 1], parent: 6, status: 'warned' },
      ],
    ),
  )

  function looped() {
    const session = open(LOOP)
    const results = new RunResults(session)
    results.began(rounds, results.mark(), false)
    const [outer, first, inner, last] = ids(session)
    return { results, outer: outer!, first: first!, inner: inner!, last: last! }
  }

  test('the round that went wrong is shown first, and its label is said', () => {
    const { results, outer, first } = looped()
    expect(results.loop(outer).rounds.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['hat', 'running'],
      ['shoe', 'failed'],
    ])
    expect(results.result(first)?.step.index).toEqual([1])
    expect(results.result(first)?.rounds.map(({ outcome }) => outcome)).toEqual(['passed', 'failed'])
  })

  test('picking a round of the outer loop shows the inner one as it was in that round', () => {
    const { results, outer, first, inner, last } = looped()
    expect(results.loop(inner).rounds).toHaveLength(2)
    results.pickRound(outer, [0])
    expect(results.result(first)?.step).toMatchObject({ index: [0], status: 'passed' })
    expect(results.loop(inner).rounds).toHaveLength(1)
    expect(results.result(last)?.step.index).toEqual([0, 0])
    results.pickRound(outer, [1])
    results.pickRound(inner, [1, 1])
    expect(results.result(last)?.step).toMatchObject({ index: [1, 1], status: 'warned' })
  })

  test('the same answer is the same object, so that cards need not be drawn again', () => {
    const { results, outer, first } = looped()
    expect(results.result(first)).toBe(results.result(first))
    const before = results.loop(outer)
    results.pickInputSet('default')
    expect(results.loop(outer)).toBe(before)
  })
})
