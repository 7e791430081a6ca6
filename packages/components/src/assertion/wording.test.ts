/** What a report says of each assertion that fails: its condition, what is wrong, and which part of the line is guilty. */
import { expect, test } from 'vitest'
import { lastStep, mistakesIn } from '../test/engine.ts'

const given = '- set: { var: a, value: { n: 1, l: [1, 2], t: abc, d: [1, 2, 1], o: [{ k: 2, c: x }, { k: 1, c: x }] } }'

test.each<[step: string, label: string, message: string, guilty: string]>([
  ["assert-equals: { expression: ' a.n ', value: 2 }", 'a.n == 2', '`a.n` is 1, not 2', '2'],
  [
    'assert-equals: { expression: a, value: { n: 2, l: [1, 2], t: abc } }',
    'a == { n, l, t }',
    '`a` differs from the expected value in 3 places',
    '{ n: 2, l: [1, 2], t: abc }',
  ],
  [
    'assert-equals: { expression: a, value: { n: 2 } }',
    'a == { n }',
    '`a` differs from the expected value in 5 places',
    '{ n: 2 }',
  ],
  [
    "assert-equals: { expression: a.l, value: '[1, 2]' }",
    'a.l == [1, 2]',
    '`a.l` is a list of 2, not "[1, 2]"',
    "'[1, 2]'",
  ],
  [
    'assert-equals: { expression: a.n, value: "${nope}" }',
    'a.n == ${nope}',
    "there is no variable 'nope'",
    '"${nope}"',
  ],
  [
    'assert-equals: { expression: a.n, value: 1, not: true }',
    'not(a.n == 1)',
    '`a.n` is 1, which it must not be',
    'a.n',
  ],
  [
    'assert-contains: { expression: a.t, value: z }',
    'a.t contains z',
    '`a.t` is "abc", which does not contain "z"',
    'z',
  ],
  [
    'assert-contains: { expression: a.l, value: 7 }',
    'a.l contains 7',
    '`a.l` is a list of 2, which does not contain 7',
    '7',
  ],
  ['assert-contains: { expression: a.n, value: 7 }', 'a.n contains 7', '`a.n` is 1, which does not contain 7', '7'],
  ["assert-exists: ' a.nope '", 'a.nope', 'a.nope is missing; a has n, l, t, d, o', "' a.nope '"],
  ['assert-exists: { expression: a.n, not: true }', 'not(a.n)', '`a.n` exists: it is 1', 'a.n'],
  ['assert-greater: { expression: a.n, value: 1 }', 'a.n > 1', '`a.n` is 1, which is not greater than 1', '1'],
  ['assert-less: { expression: a.n, value: 1 }', 'a.n < 1', '`a.n` is 1, which is not less than 1', '1'],
  ['assert-greater: { expression: a.t, value: 1 }', 'a.t > 1', '`a.t` is "abc", which cannot be compared with 1', '1'],
  [
    'assert-in: { expression: a.n, value: [7, 8] }',
    'a.n in a list of 2',
    '`a.n` is 1, which is none of a list of 2',
    '[7, 8]',
  ],
  ['assert-in: { expression: a.n, value: 7 }', 'a.n in 7', '`value` must be a list, but it is 7', '7'],
  [
    'assert-is: { expression: a.t, type: integer }',
    'a.t is an integer',
    '`a.t` is "abc", which is not an integer',
    'a.t',
  ],
  ['assert-is: { expression: a.t, type: url }', 'a.t is a url', '`a.t` is "abc", which is not a url', 'a.t'],
  ['assert-is: { expression: a.t, type: uuid }', 'a.t is a uuid', '`a.t` is "abc", which is not a uuid', 'a.t'],
  ['assert-is: { expression: a.n, type: array }', 'a.n is an array', '`a.n` is 1, which is not an array', 'a.n'],
  ['assert-length: { expression: a.l, value: 3 }', 'a.l length 3', '`a.l` has length 2, not 3', '3'],
  ['assert-length: { expression: a.l, min: 3 }', 'a.l length >= 3', '`a.l` has length 2, not at least 3', '3'],
  ['assert-length: { expression: a.t, max: 2 }', 'a.t length <= 2', '`a.t` has length 3, not at most 2', '2'],
  [
    'assert-length: { expression: a.l, min: 3, max: 4 }',
    'a.l length >= 3 <= 4',
    '`a.l` has length 2, not at least 3',
    '3',
  ],
  [
    "assert-matches: { expression: a.t, value: '^x' }",
    'a.t matches ^x',
    '`a.t` is "abc", which does not match ^x',
    "'^x'",
  ],
  [
    'assert-matches: { expression: a.t, value: "${a.t}(" }',
    'a.t matches ${a.t}(',
    'a group is not closed; add `)`',
    '"${a.t}("',
  ],
  [
    "assert-compares: { expression: a.l, with: '[1, 3]', mode: values }",
    'a.l values [1, 3]',
    'the two have one difference in values',
    "'[1, 3]'",
  ],
  [
    "assert-compares: { expression: a, with: '({ n: 1 })', mode: values }",
    'a values ({ n: 1 })',
    'the two have 4 differences in values',
    "'({ n: 1 })'",
  ],
  [
    'assert-compares: { expression: a, with: \'({ n: "x" })\', mode: structure }',
    'a structure ({ n: "x" })',
    'the two have 4 differences in structure',
    '\'({ n: "x" })\'',
  ],
  [
    'assert-compares: { expression: a.n, with: nope.x, mode: values }',
    'a.n values nope.x',
    'there is no variable nope',
    'nope.x',
  ],
  [
    'assert-shape: { expression: a, shape: { n: string } }',
    'a has the shape',
    '`a.n` is 1, not string',
    '{ n: string }',
  ],
  [
    'assert-shape: { expression: a, shape: { n: integer, m: string, o: string } }',
    'a has the shape',
    '`a.m` is missing, and 1 more',
    '{ n: integer, m: string, o: string }',
  ],
  [
    'assert-shape: { expression: a.l, shape: [string] }',
    'a.l has the shape',
    '`a.l[0]` is 1, not string, and 1 more',
    '[string]',
  ],
  [
    'assert-sorted: { expression: a.l, order: desc }',
    'a.l sorted desc',
    '`a.l` is not in falling order: element 0 and 1 are 1 and then 2',
    'a.l',
  ],
  [
    'assert-sorted: { expression: a.o, by: _.k }',
    'a.o sorted asc by _.k',
    '`a.o` is not in rising order: element 0 and 1 are 2 and then 1',
    'a.o',
  ],
  ['assert-sorted: a.t', 'a.t sorted asc', '`a.t` is "abc", not a list', 'a.t'],
  ['assert-unique: a.d', 'a.d unique', '`a.d` repeats 1: elements 0 and 2', 'a.d'],
  ['assert-unique: { expression: a.o, by: _.c }', 'a.o unique by _.c', '`a.o` repeats "x": elements 0 and 1', 'a.o'],
  ['assert: a.n == 2', 'a.n == 2', '`a.n == 2` is false: `a.n` is 1', 'a.n == 2'],
  [
    'assert: { expression: a.n == 1, not: true }',
    'not(a.n == 1)',
    '`a.n == 1` is true, which it must not be',
    'a.n == 1',
  ],
  [
    'assert: a.l.every(x => x < 2)',
    'a.l.every(x => x < 2)',
    '`a.l.every(x => x < 2)` is false: element 2 of 2 of `a.l` is 2, `x` is 2',
    'a.l.every(x => x < 2)',
  ],
])('%s', async (step, label, message, guilty) => {
  const { status, excerpt, ...said } = await lastStep(`${given}\n- ${step}`)
  const marked = excerpt?.text.slice(excerpt.column - 1, (excerpt.endColumn ?? excerpt.column) - 1)
  expect([status, said.label, said.message, marked]).toEqual(['failed', label, message, guilty])
})

test('a warning keeps its level and its comment, and ends the set where it is told to', async () => {
  const yaml = `${given}\n- assert-equals: { expression: a.n, value: 2, level: warning, comment: "see \${a.t}" }`
  expect(await lastStep(yaml)).toMatchObject({ status: 'warned', comment: 'see abc' })
  const stopping = `${given}\n- assert-is: { expression: a.n, type: string, strict: true, stopOnFail: true }\n- comment: never`
  expect(await lastStep(stopping)).toMatchObject({ component: 'assert-is', status: 'failed' })
})

test.each([
  ['assert-length: a', "assert-length needs 'value', 'min' or 'max'"],
  ['assert-matches: a', "assert-matches needs 'value', the regular expression"],
  ["assert-matches: { expression: a, value: '(' }", 'a group is not closed; add `)`'],
])('%s is refused before it runs', async (step, message) => {
  expect(await mistakesIn(`- set: { var: a, value: 1 }\n- ${step}`)).toEqual([message])
})
