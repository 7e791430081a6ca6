/** The three readers of tests, and the compiler behind them: a tree and diagnostics for any text, with places in it. */
import { catalog } from '@merlon/components'
import { compileTest, noVariables, readProject } from '@merlon/engine'
import { Reading, readOlderTest, readTestNode, readYaml, type SourceFile, type TestNode } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import fc from 'fast-check'
import { mutated } from './mutated.ts'
import { textsOf } from './real-files.ts'
import { runnable } from './run-target.ts'
import { must, type Target } from './target.ts'

const words = [
  ...[
    '- ',
    ': ',
    ':',
    '#',
    ' #',
    '|\n',
    '>-\n',
    '{',
    '}',
    '[',
    ']',
    ', ',
    '"',
    "'",
    '\\',
    '!',
    '!!binary ',
    '&a ',
    '*a',
    '<<: *a',
    '? ',
  ],
  ...[
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\n',
    '\n\n',
    '\t',
    '  ',
    '${',
    '${a',
    '}',
    '\\${',
    '~',
    'null',
    '.nan',
    '0o17',
    '1e999',
    '007',
    '123456789012345678901',
  ],
  ...[
    'steps:',
    'name: ',
    'inputs:',
    'config:',
    'before:',
    'finally:',
    'id: ',
    'children:',
    'assertions:',
    'title: x',
    'skip: y',
    'each',
    'if: ',
    'set: ',
  ],
  ...['__proto__: 1', 'constructor: 1', 'toString: 1', '_1', 'payload.a[0]', 'a == 1', "a['b']", '/(a+)+$/', '`${a}`'],
]
const xmlWords = [
  ...[
    '<',
    '>',
    '/>',
    '</',
    '&',
    '&amp;',
    '&#0;',
    '&#x1F600;',
    '&lol;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?x?>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
  ],
  ...[
    '"',
    "'",
    '=',
    ' a="b"',
    '<each expression="data">',
    '</each>',
    '<set var="a" value="1"/>',
    '<sequence>',
    '</sequence>',
    '<unit>',
    'xmlns:a="b"',
  ],
  ...[
    '${',
    '}',
    '$a',
    '\\$',
    '?.',
    '?:',
    '{ it -> ',
    '"""',
    "'''",
    '=~',
    '<=>',
    '..',
    '*.',
    'as ',
    'def ',
    '__proto__',
    '\u0000',
  ],
]

const { project } = readProject({ environments: new Map(), snippets: new Map() })

function checkDiagnostics(diagnostics: readonly Diagnostic[], files: readonly SourceFile[]): void {
  for (const { message, location } of diagnostics) {
    must(message !== '', 'a diagnostic says nothing')
    if (!location) continue
    const file = files.find(({ path }) => path === location.file)
    must(file !== undefined, `a diagnostic stands in '${location.file}'`)
    const lines = file.text.split('\n')
    const { line, column, endLine = line, endColumn = column } = location
    const inside = (atLine: number, atColumn: number): boolean =>
      atLine >= 1 && atLine <= lines.length && atColumn >= 1 && atColumn <= [...lines[atLine - 1]!].length + 1
    must(inside(line, column), `'${message}' begins outside of the text, at ${line}:${column}`)
    must(inside(endLine, endColumn), `'${message}' ends outside of the text, at ${endLine}:${endColumn}`)
    must(endLine > line || (endLine === line && endColumn >= column), `'${message}' ends before it begins`)
  }
}

/** Every span in the tree lies in its file, and every character of a scalar in its scalar. */
function checkSpans(value: unknown, files: readonly SourceFile[]): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) checkSpans(item, files)
    return
  }
  const { span } = value as { span?: { file: SourceFile; start: number; end: number } } // a node, or a map of nodes
  if (span) {
    must(files.includes(span.file), `a span is in '${span.file.path}'`)
    const { length } = span.file.text
    must(
      span.start >= 0 && span.start <= span.end && span.end <= length,
      `a span goes from ${span.start} to ${span.end}, of ${length}`,
    )
  }
  if (span && 'locate' in value) {
    const { text, locate } = value as { text: string; locate(offset: number): number } // only scalars have `locate`
    let last = 0
    for (let offset = 0; offset <= text.length; offset += Math.max(1, text.length >> 6)) {
      const found = locate.call(value, offset)
      must(
        found >= last && found >= span.start && found <= span.end,
        `character ${offset} stands at ${found}, outside of ${span.start} to ${span.end}`,
      )
      last = found
    }
  }
  for (const [key, inner] of Object.entries(value)) if (key !== 'span' && key !== 'file') checkSpans(inner, files)
}

async function checkTest(
  test: TestNode,
  diagnostics: readonly Diagnostic[],
  files: readonly SourceFile[],
): Promise<void> {
  checkDiagnostics(diagnostics, files)
  checkSpans(test, files)
  const compiled = await compileTest(test, {
    catalog,
    project,
    given: noVariables,
    readFile: () => Promise.reject(new Error('there are no files')),
  })
  checkDiagnostics(compiled.diagnostics, files)
}

const today: Target<string> = {
  group: 'readers',
  name: 'tests in YAML',
  input: fc.oneof(
    { weight: 6, arbitrary: mutated(textsOf(/^(?!.*\/older\/).*\/(tests|snippets)\/.*\.yaml$/), words) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((all) => all.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  ),
  show: (text) => text,
  async check(text) {
    const file = { path: 'test.yaml', text }
    const reading = new Reading()
    const { node, diagnostics } = readYaml(file)
    const test = readTestNode(file, node, reading)
    await checkTest(test, [...diagnostics, ...reading.diagnostics], [file])
  },
}

interface Pair {
  readonly unit: string
  readonly input: string
}

function older(name: string, ending: 'yaml' | 'xml', dictionary: readonly string[]): Target<Pair> {
  const random = fc.array(fc.constantFrom(...dictionary), { maxLength: 40 }).map((all) => all.join(''))
  const text = (part: string) =>
    fc.oneof(
      { weight: 8, arbitrary: mutated(textsOf(new RegExp(`/${part}\\.${ending}$`)), dictionary) },
      { weight: 1, arbitrary: random },
    )
  return {
    group: 'readers',
    name,
    input: fc.record({ unit: text('unit'), input: text('input') }),
    show: ({ unit, input }) => `${unit}\n===== input.${ending}\n${input}`,
    async check({ unit, input }) {
      const files = { unit: { path: `unit.${ending}`, text: unit }, input: { path: `input.${ending}`, text: input } }
      const { test, diagnostics } = await readOlderTest({ ...files, name: 'fuzzed' })
      await checkTest(test, diagnostics, [files.unit, files.input])
    },
  }
}

export const readers = [
  runnable(today),
  runnable(older('tests in the list form', 'yaml', words)),
  runnable(older('tests in the XML form', 'xml', xmlWords)),
]
