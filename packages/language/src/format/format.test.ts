/** Formatting changes how a file looks, and nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { applyEdits } from '../document/index.ts'
import { samples } from '../document/test/random-yaml.ts'
import { formatYaml } from './index.ts'

const numRuns = Number(process.env.RUNS ?? 150)

function formatted(text: string): string {
  const result = formatYaml(text)
  if ('problem' in result) throw new Error(`${result.problem}\n${text}`)
  expect(applyEdits(text, result.edits)).toBe(result.text)
  return result.text
}

/** What a comment speaks of: the first word of its line, or of the next one that holds something. */
function owners(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/)
  const word = (from: number): string => {
    const line = lines[from]
    if (line === undefined) return ''
    const content = line
      .replace(/(?:^|\s)# comment \d+$/, '')
      .trim()
      .replace(/^(?:- )*-?(?:$| )?[{[]? ?/, '')
    return content === '' ? word(from + 1) : content.split(':')[0]!.replaceAll(/["']/g, '')
  }
  return new Map(
    lines.flatMap((line, at) => (line.match(/# comment \d+$/) ?? []).map((name) => [name, word(at)] as const)),
  )
}

describe('random tests', () => {
  test('say the same once they are formatted, and formatting them again changes nothing', () => {
    fc.assert(
      fc.property(samples, ({ text, plain }) => {
        const after = formatted(text)
        expect(parse(after)).toEqual(plain)
        expect(formatted(after)).toBe(after)
      }),
      { numRuns },
    )
  })

  test('keep every comment beside what it speaks of', () => {
    fc.assert(
      fc.property(samples, ({ text }) => {
        expect(owners(formatted(text))).toEqual(owners(text))
      }),
      { numRuns },
    )
  })

  test('have two columns for each level, no blanks at the ends of lines, no two blank lines, and one line break at their end', () => {
    const withoutTexts = samples.filter(({ text }) => !/[|>][-+]?(?: #.*)?\r?$/m.test(text))
    fc.assert(
      fc.property(withoutTexts, ({ text }) => {
        const after = formatted(text).replaceAll('\r\n', '\n')
        expect(after).not.toMatch(/[ \t]$/m)
        expect(after).not.toMatch(/\n\n\n|^\n|\n\n$/)
        expect(after).toMatch(/[^\n]\n$/)
        for (const line of after.split('\n')) expect(/^ */.exec(line)![0].length % 2, line).toBe(0)
      }),
      { numRuns },
    )
  })

  test('keep the kind of their line breaks', () => {
    fc.assert(
      fc.property(samples, ({ text }) => {
        const after = formatted(text)
        if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
        else expect(after).not.toContain('\r')
      }),
      { numRuns },
    )
  })
})

const signs = fc.constantFrom(
  ...[
    ...'-:?[]{},&*!|>\'"%@`#\n\r\t ~ab',
    '- ',
    ': ',
    '\n- ',
    '\n  ',
    '\n    ',
    'steps:\n',
    '- get: /x\n',
    '&a ',
    '*a',
  ],
  ...['|\n', '>-\n', '|2+\n', '---\n', '...\n', '\ufeff', '# note\n', ' # note', '!!str ', '? ', '{ a: ', '[a, '],
)
const noise = fc.oneof(
  fc.array(signs, { maxLength: 20 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)
const damaged = fc
  .tuple(samples, fc.array(signs, { maxLength: 3 }), fc.nat(), fc.nat({ max: 3 }))
  .map(([{ text }, extra, roll, drop]) => {
    const at = roll % Math.max(1, text.length)
    return text.slice(0, at) + extra.join('') + text.slice(at + drop)
  })

test.each([
  ['noise', noise],
  ['damaged files', damaged],
])('of %s, what can be read says the same afterwards, or there is a problem', (_, texts) => {
  const plain = (text: string): unknown => {
    const document = parseDocument(text, { schema: 'core', uniqueKeys: false })
    try {
      return document.toJS()
    } catch (error) {
      // An alias without an anchor.
      return String(error)
    }
  }
  fc.assert(
    fc.property(texts, (text) => {
      const result = formatYaml(text)
      if ('problem' in result) return
      expect(plain(result.text)).toEqual(plain(text))
      expect(formatYaml(result.text)).toMatchObject({ text: result.text })
    }),
    { numRuns: numRuns * 2 },
  )
})

const written = (text: string): string => {
  const result = formatYaml(text)
  return 'problem' in result ? `${result.problem}; ${result.help}` : result.text
}

test.each([
  [
    'lists stand two columns to the right of their key',
    'steps:\n- get: /a\n- stop\n',
    'steps:\n  - get: /a\n  - stop\n',
  ],
  ['levels are two columns', 'a:\n    b:\n        - c\n', 'a:\n  b:\n    - c\n'],
  ['one blank stands behind `:` and `-`', 'a:   1\nb:\n  -   c\n', 'a: 1\nb:\n  - c\n'],
  ['a value comes up to its key', 'a:\n  text\nb:\n  -\n    c: 1\n', 'a: text\nb:\n  - c: 1\n'],
  ['braces have blanks, brackets have none', 'a: {b: 1,c: [ 2,3, ]}\n', 'a: { b: 1, c: [2, 3] }\n'],
  ['blank lines come one at a time', '\n\na: 1\n\n\n\nb: 2\n\n', 'a: 1\n\nb: 2\n'],
  ['single quotes become double ones', "a: 'b: c'\nd: 'it''s: e'\n", 'a: "b: c"\nd: "it\'s: e"\n'],
  ['single quotes stay where double ones would have to be escaped', `a: '{"b": "\\d"}'\n`, `a: '{"b": "\\d"}'\n`],
  ['a value keeps its quotes', 'a: "12"\nb: "c"\n', 'a: "12"\nb: "c"\n'],
  ['a key that is a word has none', '"a": 1\n"b c": 2\n"3": 4\n"on": 5\n', 'a: 1\n"b c": 2\n"3": 4\n"on": 5\n'],
  [
    'JSON that was pasted becomes a block',
    'steps:\n  - post:\n      url: /a\n      json: {\n        "name": "Ann", // no comment\n        "tags": ["x", "y"]\n      }\n'.replace(
      ' // no comment',
      '',
    ),
    'steps:\n  - post:\n      url: /a\n      json:\n        name: "Ann"\n        tags: ["x", "y"]\n',
  ],
  [
    'braces on several lines become a block with their comments',
    'a: { # one\n  b: 1, # two\n  # three\n  c: { d: 2 }\n  # four\n} # five\nf: 1\n',
    'a: # five\n  # one\n  b: 1 # two\n  # three\n  c: { d: 2 }\n  # four\nf: 1\n',
  ],
  [
    'a line that braces make too wide becomes a block',
    `- post: { url: /a, json: { text: ${'x'.repeat(100)} } }\n`,
    `- post:\n    url: /a\n    json: { text: ${'x'.repeat(100)} }\n`,
  ],
  ['a text is not filled', `a: ${'word '.repeat(60)}end\n`, `a: ${'word '.repeat(60)}end\n`],
  ['a text of several lines keeps them', 'a:\n    - one\n      two\n', 'a:\n  - one\n    two\n'],
  [
    'a block keeps its text, indented or not',
    'a: |2-\n      b\n    c\n  d: 1\n'.replace('  d: 1\n', 'd: >\n     e\n\n       f\n\n\ng: |+\n h\n\n'),
    'a: |2-\n      b\n    c\nd: >\n  e\n\n    f\n\ng: |+\n  h\n\n',
  ],
  [
    'comments that stand below each other stay so',
    'a: 1     # one\nbcd: 2   # two\n',
    'a: 1     # one\nbcd: 2   # two\n',
  ],
  ['comments move with their lines', 'a:\n# one\n- b\n# two\n- c\n', 'a:\n  # one\n  - b\n  # two\n  - c\n'],
  [
    'a comment between two parts stays with the part that it precedes',
    'steps:\n- stop\n# behind\n\n# clean up\nfinally:\n- stop\n# the end\n',
    'steps:\n  - stop\n# behind\n\n# clean up\nfinally:\n  - stop\n# the end\n',
  ],
  [
    'comments behind the last item keep their levels',
    'steps:\n    - stop\n    # of the list\n\n# clean up\nfinally:\n    - stop\n    # of the list\n# the end\n',
    'steps:\n  - stop\n  # of the list\n\n# clean up\nfinally:\n  - stop\n  # of the list\n# the end\n',
  ],
  [
    'a comment behind the last item of brackets stays behind it, one below it stays below',
    'a: [b # one\n]\nc: { d: e # two\n  # three\n  }\nf: 1\n',
    'a:\n  - b # one\nc:\n  d: e # two\n  # three\nf: 1\n',
  ],
  ['a blank line behind a bracket goes', 'a: {\n\n b: 1,\n\n c: 2 }\n', 'a:\n  b: 1\n\n  c: 2\n'],
  ['a comment in empty braces stands behind them', 'a: { # one\n}\nb: [ # two\n]\n', 'a: {} # one\nb: [] # two\n'],
  [
    'anchors, aliases and tags stay',
    'a: &x {b: 1}\nc: *x\nd: &y\n    e: !!str 1\n',
    'a: &x { b: 1 }\nc: *x\nd: &y\n  e: !!str 1\n',
  ],
  ['a file of nothing but a comment stays', '# later\n', '# later\n'],
  ['an empty file stays', '', ''],
  [
    'the parts of a test come in their order, with what is said of them',
    '# A head.\n\nsteps: # what it does\n  - stop\n\n# once\nbefore:\n  - stop\n\n# called so\nname: A\n',
    '# A head.\n\n# called so\nname: A\n\n# once\nbefore:\n  - stop\nsteps: # what it does\n  - stop\n',
  ],
  ['the keys of data keep their order', 'json:\n  steps: 1\n  name: 2\n', 'json:\n  steps: 1\n  name: 2\n'],
  [
    'a part stays behind the one whose anchor it names',
    'steps: &all\n- stop\nbefore: *all\n',
    'steps: &all\n  - stop\nbefore: *all\n',
  ],
  ['a file without steps keeps the order of its keys', 'steps: 1\nhost: x\nname: y\n', 'steps: 1\nhost: x\nname: y\n'],
])('%s', (_, before, after) => {
  expect(written(before)).toBe(after)
  expect(written(after)).toBe(after)
})

test('a file with a mistake is refused, and says where', () => {
  expect(written('a: 1\nb: ]\n')).toBe('the YAML of this file has a mistake in line 2; correct it in the code first')
})

test('only the lines that differ are replaced', () => {
  const text = 'a: 1\nb:   2\nc: 3\n\n\nd: 4\n'
  expect(formatYaml(text)).toMatchObject({
    edits: [
      { start: 5, end: 12, text: 'b: 2\n' },
      { start: 17, end: 18, text: '' },
    ],
  })
})
