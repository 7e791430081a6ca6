/** Runs for reports to tell of. */
import type { RunEvent } from '@merlon/protocol'
import { recorded, request, response, type Step, type Test } from '../../../reporters/src/test/build.ts'

const SHIRTS = JSON.stringify({ shirts: Array.from({ length: 40 }, (_, id) => ({ id, name: `Shirt ${id}` })) })

const json = (hash: string, text: string) => ({ hash, mime: 'application/json', size: text.length, text })

const cartRequest: Step = {
  request: request('POST', 'https://shop.test/cart?size=XL', {
    headers: [['Authorization', 'Bearer ***']],
    body: { hash: 'sent' },
  }),
  response: response(200, {
    headers: [
      ['Content-Type', 'application/json'],
      ['Set-Cookie', 'session=abc; Path=/; HttpOnly'],
    ],
    size: SHIRTS.length,
    body: { hash: 'came' },
  }),
  durationMs: 83,
}

export const failure: Step = {
  component: 'assert-equals',
  status: 'failed',
  label: 'payload.shirts[0].name is Skirt',
  message: '`payload.shirts[0].name` is "Shirt 0", not "Skirt"',
  help: 'compare with `Shirt 0`',
  expected: {
    name: 'Skirt',
    sizes: ['S', 'M', 'L'],
    maker: { name: 'Loomworks', country: 'PT', since: 1987, rating: 4 },
  },
  actual: {
    name: 'Shirt 0',
    sizes: ['S', 'M', 'L'],
    maker: { name: 'Loomworks', country: 'PT', since: 1987, rating: 4 },
  },
  diff: [{ path: 'name', kind: 'changed', expected: 'Skirt', actual: 'Shirt 0' }],
  excerpt: { line: 7, column: 5, endColumn: 21, text: '    payload.shirts[0]' },
  variables: [{ name: 'host', value: 'https://shop.test', from: 'environment staging' }],
  origin: { step: 1, label: 'POST https://shop.test/cart?size=XL', status: 200 },
}

const bodies = [json('sent', '{"add":"shirt"}'), json('came', SHIRTS)]

/** Three tests, of which one fails in one of its two input sets. */
export const suite: Test[] = [
  { name: 'Login works', file: 'tests/login.yaml', tags: ['smoke'], sets: [{ steps: [{}, {}] }] },
  {
    name: 'A cart needs a token',
    file: 'tests/cart.yaml',
    tags: ['smoke', 'cart'],
    sets: [
      { name: 'one shirt', steps: [cartRequest, {}, failure], bodies, notices: ['only three sizes were left'] },
      { name: 'two shirts', steps: [{}] },
    ],
  },
  { name: 'Refunds', file: 'tests/refunds.yaml', tags: ['money'], sets: [{ steps: [{ label: 'refund.total == 3' }] }] },
]

/** The events of a set that passed only when it was run again. */
export function flakyEvents(): RunEvent[] {
  const once = (status: 'failed' | 'passed', attempt: number): RunEvent[] => [
    { type: 'set-started', test: 0, set: 0, name: 'default', ...(attempt === 1 ? {} : { attempt }) },
    {
      type: 'step-finished',
      test: 0,
      set: 0,
      step: 1,
      kind: 'assertion',
      record: {
        component: 'assert',
        label: `shop.isOpen in attempt ${attempt}`,
        status,
        location: { file: 'tests/open.yaml', line: 3, column: 5 },
      },
    },
    {
      type: 'set-finished',
      test: 0,
      set: 0,
      status,
      durationMs: 4,
      tags: [],
      facts: {},
      ...(status === 'failed' ? { retried: true as const } : {}),
    },
  ]
  const [started, ended] = [recorded([])[0]!, recorded([])[1]!]
  return [
    started,
    { type: 'test-started', test: 0, name: 'The shop opens', file: 'tests/open.yaml', tags: [] },
    ...once('failed', 1),
    ...once('passed', 2),
    { type: 'test-finished', test: 0, status: 'passed', durationMs: 9 },
    ended,
  ]
}
