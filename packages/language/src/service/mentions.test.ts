import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression/expression.ts'
import { plainValue } from '../tree/node.ts'
import { readYaml } from '../tree/yaml.ts'
import { compileOptionsOf, previewEnvironment } from './evaluation.ts'
import { fileMentions, mentionsIn, snippetMentions } from './mentions.ts'
import { renameRanges, renameVariable } from './rename.ts'
import { exampleFiles } from './test/examples.ts'
import { catalog } from './test/world.ts'
import type { FileKind } from './world.ts'

/** Each mention as `r name` or `w name`, with what stands at its place where that is another text. */
function mentioned(text: string, kind: FileKind = 'test'): string[] {
  return mentionsIn(text, { catalog, kind }).map(({ variable, range, access, snippet, implicit }) => {
    const there = text.slice(range.start, range.end)
    const of = snippet === undefined ? '' : ` of ${snippet}`
    return `${access[0]} ${variable}${of}${there === variable ? '' : ` at ${there}`}${implicit ? ' implicit' : ''}`
  })
}

const step = (written: string): string => `steps:\n  - ${written}\n`

describe('mentionsIn', () => {
  it.each([
    ['an expression', 'assert: a.b == c && "d" && e.f(g)', ['r a', 'r c', 'r e', 'r g']],
    [
      'no members, keys, parameters and built-ins',
      'assert: "a.every(b => b.a > Math.max(c)) && { d: 1 }.d"',
      ['r a', 'r c'],
    ],
    ['a parameter that is taken apart', 'assert: "a.map(({ b, c: { d }, ...e }) => b + c + d + e)"', ['r a', 'r c']],
    ['defaults of parameters', 'assert: ((a, b = c) => a + b)(d)', ['r c', 'r d']],
    ['a key that is computed', 'assert: "({ [a]: b })[c]"', ['r a', 'r b', 'r c']],
    ['one `${ }` around an expression', 'assert: ${a.b}', ['r a']],
    ['a template', 'get: "/x/${a}/${ b + c }\\${d}"', ['w payload at get implicit', 'r a', 'r b', 'r c']],
    [
      'a value at any depth, keys too',
      'post: { url: /, json: { "${a}": [{ b: "${c}" }] }, var: d }',
      ['r a', 'r c', 'w d'],
    ],
    ['names that are set', 'set: { vars: { a: 1, b: "${a}" } }', ['w a', 'w b', 'r a']],
    [
      'a loop',
      'each: { expression: a, as: b, index: c, label: "${b}", steps: [{ assert: _1 == b }] }',
      ['r a', 'w b', 'w c', 'r b', 'r _1', 'r b'],
    ],
    ['a call', 'call: { snippet: s, with: { a: "${b}" }, into: { c: d } }', ['w a of s', 'r b', 'w c', 'r d of s']],
    ['a duration', 'wait: ${a}', ['r a']],
  ])('finds %s', (_, written, expected) => {
    expect(mentioned(step(written))).toEqual(expected)
  })

  it('tells what a script declares from what it reads and sets', () => {
    const lines = [
      'const a = b',
      'let c = 0',
      'for (const d of e) { c += d; f = d }',
      'function g(h) { var i = h; return i + j }',
    ]
    const text = `steps:\n  - set:\n      var: x\n      script: |\n${[...lines, 'k++', 'return g(a)'].map((one) => `        ${one}\n`).join('')}`
    expect(mentioned(text)).toEqual(['w x', 'r b', 'r e', 'w f', 'r j', 'w k'])
  })

  it('finds globals, inputs, and variables of config', () => {
    const text = 'globals: { a: 1, b: "${a}" }\ninputs:\n  one: { c: "${d}" }\nconfig: { baseUrl: "${e}" }\nsteps: []\n'
    expect(mentioned(text)).toEqual(['w a', 'w b', 'r a', 'w c', 'r d', 'r e'])
  })

  it('finds the columns that inputs from a file name', () => {
    expect(mentioned('inputs: { file: a.csv, types: { id: integer } }\nsteps: []\n')).toEqual(['w id'])
  })

  it('finds what a snippet takes and gives', () => {
    const text = 'params: { a: "${b}" }\nreturns: { c: d.e }\nsteps:\n  - get: { url: "/${a}", var: d }\n'
    expect(mentioned(text, 'snippet')).toEqual(['w a', 'r b', 'r d', 'r a', 'w d'])
  })

  it('finds the variables of a vault, those that are secret too', () => {
    expect(mentioned('host: x\nurl: ${host}/y\nsecrets: [key]\n', 'variables')).toEqual([
      'w host',
      'w url',
      'r host',
      'w key',
    ])
  })

  it('finds places in quotes, with escapes before them, and in folded texts', () => {
    expect(mentioned(step(`get: "\\u00e9\\n\\"\${a}"`))).toContain('r a')
    expect(mentioned(step(`get: 'it''s \${a}'`))).toContain('r a')
    expect(mentioned('steps:\n  - comment: >\n      one\n      two ${a}\n      ${b}\n')).toEqual(['r a', 'r b'])
  })

  it('finds what an alias repeats once', () => {
    expect(
      mentioned(
        'steps:\n  - get: { url: /, headers: &h { a: "${b}" }, var: x }\n  - get: { url: /, headers: *h, var: y }\n',
      ),
    ).toEqual(['r b', 'w x', 'w y'])
  })

  it('reads what it can of a broken file', () => {
    expect(mentioned('steps:\n  - assert: a.b\n  - get: { url: "/${c}", \n')).toContain('r a')
    expect(mentioned('steps:\n  - assert: a.\n  - assert: b\n')).toEqual(['r b'])
  })
})

describe('reading a file step by step', () => {
  // An anchor that nothing uses makes the file be read as a whole.
  const whole = (text: string): string => `${text.replace(/\n*$/, '\n')}# &whole\n`

  const readable = exampleFiles.filter(({ path, text }) => readYaml({ path, text }).diagnostics.length === 0)

  it.each(readable)('finds in $path what reading all of it at once does', ({ text, kind }) => {
    const context = { catalog, kind }
    expect(mentionsIn(text, context)).toEqual(mentionsIn(whole(text), context))
    expect(snippetMentions(text, context)).toEqual(snippetMentions(whole(text), context))
    expect(fileMentions(text, context)).toEqual(fileMentions(whole(text), context))
  })

  it('keeps what is right beside a broken step', () => {
    expect(mentioned('steps:\n  - get: { url: "/${a}, \n  - assert: b.c\n  - assert: d\n')).toEqual(
      expect.arrayContaining(['r b', 'r d']),
    )
  })

  it.each([
    ['begins with empty lines', '\n\n  ${a}: b\nc: d\n', []],
    [
      'has its list at the margin',
      'steps:\n- assert: a\n- group:\n  - assert: b\nfinally:\n- assert: c\n',
      ['r a', 'r b', 'r c'],
    ],
    [
      'has dashes in a text',
      'description: |\n  steps:\n  - ${x}\nsteps:\n  - comment: |\n      - ${a}\n\n      ${b}\n',
      ['r a', 'r b'],
    ],
    ['has windows line ends', 'steps:\r\n  - assert: a\r\n  - assert: b\r\n', ['r a', 'r b']],
    ['has comments at the margin', 'steps:\n  - group:\n# not now\n      - assert: a\n', ['r a']],
  ])('reads a file that %s', (_, text, found) => {
    expect(mentioned(text)).toEqual(found)
  })
})

describe('snippetMentions and fileMentions', () => {
  const text =
    'steps:\n  - call: log-in\n  - call: { snippet: "log-out" }\n  - call: ${x}\n  - read: { path: a.csv, var: r }\n'
  const shown = (found: readonly { name: string; range: { start: number; end: number } }[]): string[] =>
    found.map(({ name, range }) => `${name} at ${text.slice(range.start, range.end)}`)

  it('find names that are written out', () => {
    expect(shown(snippetMentions(text, { catalog, kind: 'test' }))).toEqual(['log-in at log-in', 'log-out at log-out'])
    expect(shown(fileMentions(text, { catalog, kind: 'test' }))).toEqual(['a.csv at a.csv'])
  })
})

describe('renameVariable', () => {
  const rename = (text: string, from: string, to: string, snippet?: string) =>
    renameVariable(text, { from, to }, { catalog, kind: 'test' }, snippet === undefined ? {} : { snippet })

  it.each([
    ['reads and writes', 'set: { var: a, value: "${a.a} a" }', 'set: { var: b, value: "${b.a} a" }'],
    [
      'what comes with a request',
      'post: { url: "/${a_response.status}${a_source}", var: a }',
      'post: { url: "/${b_response.status}${b_source}", var: b }',
    ],
    [
      'not what only begins alike',
      'set: { var: a, value: "${a_response}${ab}" }',
      'set: { var: b, value: "${a_response}${ab}" }',
    ],
    [
      'a member in short form, which keeps its name',
      'set: { var: x, object: "[{ a }, a]" }',
      'set: { var: x, object: "[{ a: b }, b]" }',
    ],
    ['not a parameter', 'assert: a.map(c => c.a).includes(a)', 'assert: b.map(c => c.a).includes(b)'],
    [
      'not what a snippet takes',
      'call: { snippet: s, with: { a: "${a}" }, into: { a: a } }',
      'call: { snippet: s, with: { a: "${b}" }, into: { b: a } }',
    ],
  ])('changes %s', (_, before, after) => {
    expect(rename(step(before), 'a', 'b')).toMatchObject({ text: step(after) })
  })

  it('changes what a snippet takes where that is asked for', () => {
    const text = step('call: { snippet: s, with: { a: "${a}" }, into: { a: a } }')
    expect(rename(text, 'a', 'b', 's')).toMatchObject({
      text: step('call: { snippet: s, with: { b: "${a}" }, into: { a: b } }'),
    })
  })

  it.each([
    ['a name that cannot be one', 'a', 'x-y', "'x-y' cannot name a variable"],
    ['a name of a loop', 'a', '_1', "'_1' cannot name a variable"],
    ['a word of the language', 'a', 'return', "'return' has a meaning in expressions"],
    ['a built-in', 'a', 'Math', "'Math' has a meaning in expressions"],
    ['a name that is used', 'a', 'c', "'c' is used in this file already"],
    ['a name of a parameter', 'a', 'item', "'item' is used in this file already"],
    ['what no place names', 'payload', 'b', "a request without `var` sets 'payload'"],
    ['what comes with a request', 'cart_response', 'b', "'cart_response' comes with 'cart'"],
  ])('refuses %s', (_, from, to, problem) => {
    const text =
      'steps:\n  - get: /\n  - get: { url: /, var: cart }\n  - assert: a.some(item => item == c) && cart_response\n'
    expect(rename(text, from, to)).toMatchObject({ problem })
  })

  it('there and back is the same text, for every variable of every example', () => {
    for (const { text, kind } of exampleFiles) {
      const context = { catalog, kind }
      const names = new Set(
        mentionsIn(text, context).flatMap((one) => (one.snippet === undefined ? [one.variable] : [])),
      )
      for (const name of names) {
        const there = renameVariable(text, { from: name, to: 'renamed_here' }, context)
        if ('problem' in there) continue
        expect(there.text).not.toBe(text)
        expect(renameVariable(there.text, { from: 'renamed_here', to: name }, context)).toMatchObject({ text })
      }
    }
  })

  const name = fc.constantFrom('a', 'b', 'c')
  const { code } = fc.letrec<{ code: string }>((tie) => ({
    code: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(name, fc.constantFrom('1', '"a"', '"b\\n"', '`a ${b}`')),
      fc
        .tuple(tie('code'), fc.constantFrom('+', '==', '&&', '??'), tie('code'))
        .map(([l, o, r]) => `((${l}) ${o} (${r}))`),
      fc.tuple(name, tie('code')).map(([n, body]) => `[1, 2].map(${n} => ${body})`),
      fc.tuple(name, name, tie('code')).map(([n, m, body]) => `[{ ${n}: 3 }].map(({ ${n}: ${m} }) => ${body})`),
      fc.tuple(name, tie('code')).map(([n, inner]) => `({ ${n}, b: ${inner} }).${n}`),
      fc.tuple(name, tie('code')).map(([n, inner]) => `((${n} = 5) => ${inner})()`),
    ),
  }))

  it('changes no value: every expression gives the same with the name as before', () => {
    const valueWith = (source: string, names: readonly string[]): unknown => {
      const compiled = compileExpression(source, compileOptionsOf({ helpers: [] }))
      if ('problem' in compiled) throw new Error(compiled.problem.message)
      const variables = names.map((one, at) => [one, { name: one, value: `v${at}`, seen: true, from: '' }] as const)
      return compiled.expression.evaluate(previewEnvironment(new Map(variables)))
    }
    const expressionIn = (text: string): string => {
      const { node } = readYaml({ path: '', text })
      const { steps } = (node && plainValue(node)) as { steps: { assert: { expression: string } }[] }
      return steps[0]?.assert.expression ?? ''
    }
    fc.assert(
      fc.property(code, fc.constantFrom('double', 'single', 'block'), (source, style) => {
        const written =
          style === 'double'
            ? JSON.stringify(source)
            : style === 'single'
              ? `'${source.replaceAll("'", "''")}'`
              : `|-\n        ${source}`
        const text = `steps:\n  - assert:\n      expression: ${written}\n`
        const renamed = renameVariable(text, { from: 'a', to: 'fresh' }, { catalog, kind: 'test' })
        if ('problem' in renamed) throw new Error(renamed.problem)
        const after = expressionIn(renamed.text)
        expect(valueWith(after, ['fresh', 'b', 'c'])).toEqual(valueWith(source, ['a', 'b', 'c']))
      }),
      { numRuns: 400 },
    )
  })
})

describe('renameRanges', () => {
  it('are the places of the name alone', () => {
    const text = 'steps:\n  - get: { url: /, var: cart }\n  - assert: cart.cart == cart_response.status\n'
    const found = renameRanges(text, 'cart', { catalog, kind: 'test' })
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['cart', 'cart', 'cart'])
    expect(found.map(({ start }) => text.slice(start, start + 13))).toEqual([
      'cart }\n  - as',
      'cart.cart == ',
      'cart_response',
    ])
  })
})
