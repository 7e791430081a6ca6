import type { StepStatus } from '@merlon/protocol'
import fc from 'fast-check'
import { request, response, type Step, type Test } from './build.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(']]>', '<a>', '::error::', '\x1b[31m', '"', '\ud800', '\ufffe', 'a\nb'),
)
const status = fc.constantFrom<StepStatus>('passed', 'failed', 'errored', 'skipped', 'warned')
const words = fc.record(
  {
    label: text,
    message: text,
    title: text,
    expected: fc.jsonValue({ maxDepth: 1 }),
    notices: fc.array(text, { maxLength: 2 }),
    index: fc.array(fc.nat(9), { maxLength: 2 }),
  },
  { requiredKeys: [] },
)

const assertion = fc.record({ status, words }).map(({ status, words }): Step => ({ ...words, status }))
const sending = fc.record({ status, words, url: text }).map(
  ({ status, words, url }): Step => ({
    ...words,
    status,
    ...(status === 'skipped' ? { kind: 'request' } : { request: request('GET', url), response: response(200) }),
  }),
)
const acting = fc
  .record({ status, words })
  .map(({ status, words }): Step => ({ ...words, kind: 'action', component: 'set', status }))
const leaf = fc.oneof(assertion, sending, acting)
const holding = fc
  .record({ status: fc.constantFrom<StepStatus>('passed', 'skipped'), steps: fc.array(leaf, { maxLength: 4 }) })
  .map(({ status, steps }): Step => ({ kind: 'container', status, ...(status === 'skipped' ? {} : { steps }) }))

const inputSet = fc.record({
  name: text,
  steps: fc.array(fc.oneof(leaf, holding), { maxLength: 5 }),
  notices: fc.array(text, { maxLength: 1 }),
  attempts: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    fc.array(fc.array(leaf, { maxLength: 2 }), { maxLength: 2 }),
  ),
})

/** Tests in which anything may have happened, said in any words. Containers have no fault of their own. */
export const anyTests: fc.Arbitrary<Test[]> = fc.array(
  fc.record({
    name: text,
    file: text,
    tags: fc.array(text, { maxLength: 2 }),
    sets: fc.array(inputSet, { maxLength: 3 }),
  }),
  { maxLength: 3 },
)
