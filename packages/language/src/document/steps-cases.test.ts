/** What changes do to a file, by example: steps. */
import { describe, expect, test } from 'vitest'
import {
  copySteps,
  duplicateSteps,
  extractSteps,
  insertSteps,
  moveSteps,
  pastedSteps,
  removeSteps,
  setTitle,
  transformStep,
  unwrapStep,
  wrapSteps,
} from './index.ts'
import { cases, yaml } from './test/cases.ts'
import { shapes } from './test/every-change.ts'

describe('steps', () => {
  cases(
    {
      name: 'are put into a section that is not there yet, in its place',
      before: yaml`
        name: A

        steps:
          - get: /a

        finally:
          - get: /z
      `,
      change: (text) => insertSteps(text, ['before'], 0, '- get: /b\n'),
      after: yaml`
        name: A

        before:
          - get: /b

        steps:
          - get: /a

        finally:
          - get: /z
      `,
    },
    {
      name: 'are put into a container in short form, which is written out',
      before: yaml`
        steps:
          - if: a[0] > 1 # perhaps
      `,
      change: (text) => insertSteps(text, ['steps', 0, 'if', 'else'], 0, '- stop\n', shapes),
      after: yaml`
        steps:
          - if: # perhaps
              expression: a[0] > 1
              else:
                - stop
      `,
    },
    {
      name: 'are put into a list whose dashes stand below its key, as the others are',
      before: yaml`
        steps:
        - group:
            steps:
            - get: /a
      `,
      change: (text) => insertSteps(text, ['steps', 0, 'group', 'steps'], 1, '- set:\n    var: a\n'),
      after: yaml`
        steps:
        - group:
            steps:
            - get: /a
            - set:
                var: a
      `,
    },
    {
      name: 'of a file that is a list only get sections by name',
      before: yaml`
        # A short test.
        - get: /a
      `,
      change: (text) => insertSteps(text, ['finally'], 0, '- get: /z\n'),
      after: yaml`
        # A short test.
        steps:
        - get: /a

        finally:
        - get: /z
      `,
    },
    {
      name: 'the last of a list leave it empty',
      before: yaml`
        steps:
          - each:
              expression: a
              steps:
                - stop
      `,
      change: (text) => removeSteps(text, [['steps', 0, 'each', 'steps', 0]]),
      after: yaml`
        steps:
          - each:
              expression: a
              steps: []
      `,
    },
    {
      name: 'take the comment behind them along when they are the last of a list',
      before: yaml`
        steps:
          - each:
              expression: a
              steps: # of each
                - stop # at once
          - assert: b
      `,
      change: (text) => moveSteps(text, [['steps', 0, 'each', 'steps', 0]], ['steps'], 1),
      after: yaml`
        steps:
          - each:
              expression: a
              steps: [] # of each
          - stop # at once
          - assert: b
      `,
    },
    {
      name: 'are duplicated behind the originals',
      before: yaml`
        steps:
          - get: /a # a
          - get: /b
      `,
      change: (text) => duplicateSteps(text, [['steps', 0]]),
      after: yaml`
        steps:
          - get: /a # a
          - get: /a # a
          - get: /b
      `,
    },
    {
      name: 'are wrapped with their comments',
      before: yaml`
        steps:
          # about a
          - get: /a
          - set:
              var: text
              text: |
                one
                  two
          - stop
      `,
      change: (text) =>
        wrapSteps(
          text,
          [
            ['steps', 0],
            ['steps', 1],
          ],
          'each',
          { expression: 'items' },
        ),
      after: yaml`
        steps:
          - each:
              expression: items
              steps:
                # about a
                - get: /a
                - set:
                    var: text
                    text: |
                      one
                        two
          - stop
      `,
    },
    {
      name: 'are unwrapped',
      before: yaml`
        steps:
          # all of them
          - group:
              steps:
                - get: /a

                - get: /b
          - stop
      `,
      change: (text) => unwrapStep(text, ['steps', 0]),
      after: yaml`
        steps:
          # all of them
          - get: /a

          - get: /b
          - stop
      `,
    },
    {
      name: 'become a call of a snippet',
      before: yaml`
        steps:
          - get: /a
          # about b
          - get: /b
          - stop
      `,
      change: (text) =>
        extractSteps(
          text,
          [
            ['steps', 0],
            ['steps', 1],
          ],
          'log-in',
        ),
      after: yaml`
        steps:
          - call: log-in
          - stop
      `,
    },
    {
      name: 'become another component, with the fields that both have',
      before: yaml`
        steps:
          - get:
              url: /a # where
              var: a
              followRedirects: true
            title: Ask
      `,
      change: (text) =>
        transformStep(text, ['steps', 0], 'post', shapes, (field) => (field === 'followRedirects' ? undefined : field)),
      after: yaml`
        steps:
          - post:
              url: /a # where
              var: a
            title: Ask
      `,
    },
    {
      name: 'have their title behind the component',
      before: yaml`
        steps:
          - get: { url: /a }
      `,
      change: (text) => setTitle(text, ['steps', 0], 'Ask: first'),
      after: yaml`
        steps:
          - get: { url: /a }
            title: "Ask: first"
      `,
    },
  )

  test('cannot be moved into themselves', () => {
    const text = 'steps:\n  - group:\n      steps:\n        - stop\n'
    expect(moveSteps(text, [['steps', 0]], ['steps', 0, 'group', 'steps'], 0)).toEqual({
      problem: 'a step cannot be moved into itself',
    })
  })

  test('cannot be changed where the YAML of the file has a mistake', () => {
    const text = 'steps:\n  - get: "/a\n  - stop\n'
    expect(setTitle(text, ['steps', 0], 'A')).toEqual({
      problem: 'the YAML of this file has a mistake in line 2',
      help: 'correct it in the code first',
    })
  })

  test('are copied from the first column on, with their comments', () => {
    const text = 'steps:\n  - group:\n      steps:\n        # about a\n        - get: /a # a\n        - stop\n'
    expect(copySteps(text, [['steps', 0, 'group', 'steps', 0]])).toBe('# about a\n- get: /a # a\n')
  })

  test.each([
    ['- get: /a\n', '- get: /a\n'],
    ['    - get: /a\n    - stop\n', '- get: /a\n- stop\n'],
    ['get: /a\ntitle: A', '- get: /a\n  title: A\n'],
    ['get:\n  url: /a', '- get:\n    url: /a\n'],
    ['name: A\nsteps:\n  - get: /a\n', '- get: /a\n'],
    ['[{ get: /a }, stop]', '- { get: /a }\n- stop\n'],
    ['hello world', undefined],
    ['a: 1\nb: 2', undefined],
    ['- one two\n', undefined],
    ['- "', undefined],
    ['', undefined],
  ])('are pasted from %j', (clipboard, steps) => {
    expect(pastedSteps(clipboard)).toBe(steps)
  })
})
