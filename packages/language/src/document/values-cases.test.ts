/** What changes do to a file, by example: values, keys and comments. */
import { describe, expect, test } from 'vitest'
import { insertAt, insertSteps, moveSteps, removeAt, removeSteps, renameKeyAt, setAt } from './index.ts'
import { cases, yaml } from './test/cases.ts'

describe('setting a value', () => {
  cases(
    {
      name: 'changes nothing but the value, and the comment behind it stays',
      before: yaml`
        steps:
          - get:   # the first
              url:   /x   # here
              var: a
      `,
      change: (text) => setAt(text, ['steps', 0, 'get', 'url'], '/y'),
      after: yaml`
        steps:
          - get:   # the first
              url:   /y   # here
              var: a
      `,
    },
    {
      name: 'keeps the quotes that are there',
      before: yaml`
        a: "one"
        b: 'two'
        c: three
      `,
      change: (text) => setAt(text, ['b'], "it's"),
      after: yaml`
        a: "one"
        b: 'it''s'
        c: three
      `,
    },
    {
      name: 'a text of several lines becomes a block',
      before: yaml`
        steps:
          - post: { url: /x, body: short } # sent
          - stop
      `,
      change: (text) => setAt(text, ['steps', 0, 'post', 'body'], 'one\ntwo\n'),
      after: yaml`
        steps:
          - post: # sent
              url: /x
              body: |
                one
                two
          - stop
      `,
    },
    {
      name: 'creates what is missing on the way, sections in their order',
      before: yaml`
        name: A

        steps:
          - stop
      `,
      change: (text) => setAt(text, ['config', 'headers', 'key'], '${key}'),
      after: yaml`
        name: A

        config:
          headers:
            key: $\{key}

        steps:
          - stop
      `,
    },
  )
})

describe('comments and blank lines', () => {
  cases(
    {
      name: 'go with the entry that they belong to, and one of two blank lines goes as well',
      before: yaml`
        steps:
          - get: /a

          # about b
          - get: /b # b

          # about c
          - get: /c
      `,
      change: (text) => removeSteps(text, [['steps', 1]]),
      after: yaml`
        steps:
          - get: /a

          # about c
          - get: /c
      `,
    },
    {
      name: 'stay where they are when a step is inserted between them',
      before: yaml`
        steps:
          - each:
              expression: a
              steps:
                - get: /a
                # the end of the loop

          # about b
          - get: /b
      `,
      change: (text) => insertSteps(text, ['steps'], 1, '- stop\n'),
      after: yaml`
        steps:
          - each:
              expression: a
              steps:
                - get: /a
                # the end of the loop
          - stop

          # about b
          - get: /b
      `,
    },
    {
      name: 'move with their step',
      before: yaml`
        steps:
          # about a
          - get: /a # a
          - each:
              expression: x
              steps: []
      `,
      change: (text) => moveSteps(text, [['steps', 0]], ['steps', 1, 'each', 'steps'], 0),
      after: yaml`
        steps:
          - each:
              expression: x
              steps:
                # about a
                - get: /a # a
      `,
    },
    {
      name: 'in braces stay when they become a block',
      before: yaml`
        config:
          headers: {
            a: 1, # one
            # about b
            b: 2
          } # all
      `,
      change: (text) => setAt(text, ['config', 'headers', 'c'], 'one\ntwo\n'),
      after: yaml`
        config:
          headers: # all
            a: 1 # one
            # about b
            b: 2
            c: |
              one
              two
      `,
    },
  )
})

describe('keys and lists', () => {
  cases(
    {
      name: 'a key keeps its quotes and its place',
      before: yaml`
        globals:
          "a": 1 # one
          b: 2
      `,
      change: (text) => renameKeyAt(text, ['globals', 'a'], 'c'),
      after: yaml`
        globals:
          "c": 1 # one
          b: 2
      `,
    },
    {
      name: 'a section that is left empty goes',
      before: yaml`
        globals:
          a: 1

        steps:
          - stop
      `,
      change: (text) => removeAt(text, ['globals', 'a']),
      after: yaml`
        steps:
          - stop
      `,
    },
    {
      name: 'an item is put into a list in brackets',
      before: yaml`
        tags: [a, c] # sorted
      `,
      change: (text) => insertAt(text, ['tags'], 1, 'b'),
      after: yaml`
        tags: [a, b, c] # sorted
      `,
    },
    {
      name: 'an anchor stays where its value changes',
      before: yaml`
        globals:
          a: &a 1
          b: *a
      `,
      change: (text) => setAt(text, ['globals', 'a'], 2),
      after: yaml`
        globals:
          a: &a 2
          b: *a
      `,
    },
  )

  test('an anchor that is still needed cannot be removed', () => {
    expect(removeAt('globals:\n  a: &a 1\n  b: *a\n', ['globals', 'a'])).toEqual({
      problem: 'an alias `*a` would lose its anchor',
      help: 'replace the alias first',
    })
  })

  test('what is written elsewhere cannot be changed where an alias stands for it', () => {
    expect(setAt('globals:\n  a: &a { b: 1 }\n  c: *a\n', ['globals', 'c', 'b'], 2)).toHaveProperty(
      'problem',
      "`globals.c` is written elsewhere, at the anchor '&a'",
    )
  })
})
