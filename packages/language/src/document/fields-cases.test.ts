/** What changes do to a file, by example: what is written in a step. */
import { describe } from 'vitest'
import { setField, setSkip } from './index.ts'
import { cases, yaml } from './test/cases.ts'
import { shapes } from './test/every-change.ts'

describe('a field of a step', () => {
  cases(
    {
      name: 'a second field writes the short form out',
      before: yaml`
        steps:
          - assert: a == 1 # why
      `,
      change: (text) => setField(text, ['steps', 0], ['level'], 'warning', shapes),
      after: yaml`
        steps:
          - assert: { expression: a == 1, level: warning } # why
      `,
    },
    {
      name: 'in block form where the first needs it',
      before: yaml`
        steps:
          - assert: a[0] == 1 # why
      `,
      change: (text) => setField(text, ['steps', 0], ['level'], 'warning', shapes),
      after: yaml`
        steps:
          - assert: # why
              expression: a[0] == 1
              level: warning
      `,
    },
    {
      name: 'is put in front of the steps inside a container',
      before: yaml`
        steps:
          - each:
              expression: a
              steps: # for all
                - stop
      `,
      change: (text) => setField(text, ['steps', 0], ['as'], 'item', shapes),
      after: yaml`
        steps:
          - each:
              expression: a
              as: item
              steps: # for all
                - stop
      `,
    },
    {
      name: 'the last one to go leaves the component alone',
      before: yaml`
        steps:
          - get: { url: /x } # c
          - stop: because
      `,
      change: (text) => setField(text, ['steps', 0], ['url'], undefined, shapes),
      after: yaml`
        steps:
          - get: # c
          - stop: because
      `,
    },
    {
      name: 'a step without input gets its first',
      before: yaml`
        steps:
          - stop # here
      `,
      change: (text) => setField(text, ['steps', 0], ['reason'], 'done', shapes),
      after: yaml`
        steps:
          - stop: done # here
      `,
    },
    {
      name: 'a reason to skip stands behind the component',
      before: yaml`
        steps:
          - get:
              url: /x
          # next
          - stop
      `,
      change: (text) =>
        setSkip(
          text,
          [
            ['steps', 0],
            ['steps', 1],
          ],
          'later',
        ),
      after: yaml`
        steps:
          - get:
              url: /x
            skip: later
          # next
          - stop:
            skip: later
      `,
    },
  )
})
