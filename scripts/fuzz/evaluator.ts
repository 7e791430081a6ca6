/** Expressions and scripts of both dialects, and patterns: whatever is written, it ends soon, inside, and with a value or an error of ours. */
import { isDeepStrictEqual } from 'node:util'
import {
  compileExpression,
  compileScript,
  type Dialect,
  ExactNumber,
  type Expression,
  ExpressionError,
  groovyToJavascript,
  knownNames,
  parseTemplate,
  XmlNode,
} from '@merlon/language'
import fc from 'fast-check'
import { expressions, scripts } from '../../packages/language/src/expression/test/escapes.ts'
import { groovy } from '../../packages/language/src/expression/test/escapes-groovy.ts'
import { helperNames, worldOf } from '../../packages/language/src/expression/test/evaluate.ts'
import { anyExpression, variables } from '../../packages/language/src/expression/test/random-expressions.ts'
import { checkHost, checkPlain } from './host-state.ts'
import { mutated } from './mutated.ts'
import { textsOf } from './real-files.ts'
import { runnable } from './run-target.ts'
import { must, type Target } from './target.ts'
import { wildCode } from './wild-code.ts'

const isValue = (value: object): boolean => value instanceof XmlNode || value instanceof ExactNumber

const book = new XmlNode(
  'book',
  new Map([
    ['id', '7'],
    ['constructor', 'x'],
  ]),
  ['a ', new XmlNode('x:title', new Map(), ['T']), new XmlNode('title', new Map(), ['U'])],
)

function world() {
  return worldOf({
    ...structuredClone(variables),
    book,
    exact: new ExactNumber('123456789012345678901234567890.5'),
    date: new Date(0),
    long: 'ab '.repeat(50_000),
    many: Array.from({ length: 20_000 }, (_, at) => at),
    data: { list: [1, 2], map: { a: 1 } },
    text: 'abc',
  })
}

interface Program {
  readonly source: string
  readonly script: boolean
}

/** The value, or undefined after an error of ours. */
function evaluated(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (error instanceof ExpressionError) {
      must(
        error.message !== '' && !/\[native code\]|\bat .*\.ts:/.test(error.message),
        `'${error.message}' speaks of the host`,
      )
      return undefined
    }
    throw error
  }
}

function compiledOf({ source, script }: Program, dialect: Dialect): Expression | undefined {
  const compiled = (script ? compileScript : compileExpression)(source, { dialect, helperNames })
  if ('expression' in compiled) return compiled.expression
  const { start, end, message } = compiled.problem
  must(
    start >= 0 && start <= end && end <= source.length,
    `'${message}' goes from ${start} to ${end}, of ${source.length}`,
  )
  return undefined
}

function checkProgram(program: Program, dialect: Dialect): void {
  checkHost()
  const expression = compiledOf(program, dialect)
  if (!expression) return
  const around = world()
  const before = program.script ? undefined : structuredClone(Object.fromEntries(around.variables))
  checkPlain(
    evaluated(() => expression.evaluate(around)),
    isValue,
  )
  for (const held of around.variables.values()) checkPlain(held, isValue)
  if (before)
    must(
      isDeepStrictEqual(structuredClone(Object.fromEntries(around.variables)), before),
      'an expression changed a variable',
    )
  checkPlain(
    evaluated(() => expression.resolve(world()).value),
    isValue,
  )
  const traced = evaluated(() => expression.trace(world()).operands)
  for (const { value, start, end } of (traced ?? []) as { value: unknown; start: number; end: number }[]) {
    // what `trace` gives
    must(start >= 0 && start <= end && end <= program.source.length, 'an operand stands outside of the source')
    checkPlain(value, isValue)
  }
  checkHost()
  must(canary().evaluate(worldOf({ n: 3 })) === '5,1,3,abc', 'what is in order no longer works')
}

function canary(): Expression {
  const compiled = compiledOf(
    {
      source: `[[1, 2].map(x => x + n)[1], Math.min(1, 2), Object.keys({ a: 1, b: 2, c: 3 }).length, 'a-b-c'.replace(/-/g, '')].join()`,
      script: false,
    },
    'javascript',
  )
  must(compiled !== undefined, 'what is in order can no longer be compiled')
  return compiled
}

const known = knownNames()
const names = [
  ...new Set([
    ...Object.values(known.members).flat(),
    ...known.globals.flatMap(({ name, members }) => [name, ...members]),
  ]),
]
const hostile = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'call',
  'apply',
  'bind',
  'arguments',
  'caller',
  'length',
  'name',
  '__defineGetter__',
  'hasOwnProperty',
  'globalThis',
  'process',
  'this',
  'Function',
  'eval',
  'Symbol.iterator',
  'lastIndex',
  'exec',
  'source',
]
const fromFiles = textsOf(/\/tests\/.*\.yaml$/).flatMap((text) =>
  [...text.matchAll(/\$\{([^}]+)\}|(?:assert|expression|if|while): (.+)/g)].map(([, one, other]) => one ?? other ?? ''),
)
const fromXml = textsOf(/unit\.xml$/).flatMap((text) =>
  [...text.matchAll(/\$\{([^}]+)\}|(?:expression|value)="([^"]+)"/g)].map(([, one, other]) => one ?? other ?? ''),
)

const tokens = [
  ...[
    '.',
    '?.',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    ',',
    ';',
    ':',
    '=>',
    '...',
    '=',
    '==',
    '===',
    '!',
    '+',
    '-',
    '**',
    '??',
    '||=',
    '++',
    '&&',
    '<<',
    '>>>',
    '`',
    '${',
    "'",
    '"',
    '/',
    '//',
    '/*',
    '\\u0063',
    '\n',
  ],
  ...[
    'if (',
    'for (const x of ',
    'for (;;) {',
    'while (',
    'do {',
    'try {',
    '} catch (e) {',
    '} finally {',
    'return ',
    'throw ',
    'function f(',
    'new ',
    'typeof ',
    'delete ',
    'let ',
    'const ',
    'in ',
    'instanceof ',
    'void ',
    'switch (',
    'case ',
    'break;',
    'continue;',
    'yield',
    'await ',
    'class ',
    'async ',
  ],
  ...[
    '0',
    '1e9',
    '-1',
    'NaN',
    'Infinity',
    '2n',
    '0x10',
    'null',
    'undefined',
    'true',
    "'a'",
    '/a+/g',
    '[]',
    '({})',
    '() => 1',
    'x => x',
    'long',
    'many',
    'book',
    'exact',
    'date',
    'data',
    'WSUtil',
    'jsonpath',
  ],
  ...names,
  ...hostile,
]
const groovyTokens = [
  ...tokens,
  'def ',
  '->',
  '{ it ',
  '*.',
  '?:',
  '=~',
  '==~',
  '<=>',
  '..',
  '..<',
  ' as ',
  '!in ',
  '"""',
  "'''",
  '$/',
  '/$',
  '.&',
  '.@',
  '@',
  '[:]',
  'assert ',
  'println ',
]

const code = (texts: readonly string[], dictionary: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: mutated(texts, dictionary, 5) },
    { weight: 5, arbitrary: wildCode(names, hostile) },
    { weight: 2, arbitrary: fc.array(fc.constantFrom(...dictionary), { maxLength: 25 }).map((all) => all.join('')) },
  )

function program(
  name: string,
  dialect: Dialect,
  script: boolean,
  texts: readonly string[],
  dictionary: readonly string[],
): Target<string> {
  return {
    group: 'evaluator',
    name,
    input: code(texts, dictionary),
    // Three evaluations, each of which has a second of its own.
    longest: 4_000,
    show: (source) => source,
    check: (source) => checkProgram({ source, script }, dialect),
  }
}

const agreement: Target<string> = {
  group: 'evaluator',
  name: 'expressions as JavaScript has them',
  input: anyExpression,
  show: (source) => source,
  check(source) {
    const theirs = hosted(source)
    if (!theirs) return
    const ours = compiledOf({ source, script: false }, 'javascript')
    must(ours !== undefined, 'it is not compiled')
    const value = ours.evaluate(worldOf(structuredClone(variables)))
    must(
      isDeepStrictEqual(value, theirs.value),
      `it gives ${JSON.stringify(value)}, not ${JSON.stringify(theirs.value)}`,
    )
  },
}

/** What the host makes of it; its own exceptions are where the two differ on purpose. */
function hosted(source: string): { value: unknown } | undefined {
  try {
    return {
      value: new Function(...Object.keys(variables), `return (${source})`)(
        ...Object.values(structuredClone(variables)),
      ),
    }
  } catch {
    return undefined
  }
}

const rewriting: Target<string> = {
  group: 'evaluator',
  name: 'Groovy rewritten as JavaScript',
  input: code([...groovy, ...fromXml], groovyTokens),
  show: (source) => source,
  check(source) {
    for (const kind of ['expression', 'condition', 'script'] as const) {
      const { text, unsupported } = groovyToJavascript(source, kind)
      if (unsupported.length > 0) continue
      const compiled = (kind === 'script' ? compileScript : compileExpression)(text, {
        dialect: 'javascript',
        helperNames,
      })
      if ('problem' in compiled)
        must(
          compiledOf({ source, script: kind === 'script' }, 'groovy') === undefined,
          `as ${kind} it becomes \`${text}\`, which is no JavaScript: ${compiled.problem.message}`,
        )
    }
  },
}

const templates: Target<string> = {
  group: 'evaluator',
  name: 'templates',
  longest: 4_000,
  input: code([...fromFiles.map((one) => `a \${${one}} b`), '\\${a} ${b}', '${{ a: 1 }.a}${`${1}`}'], tokens),
  show: (source) => source,
  check(source) {
    for (const dialect of ['javascript', 'groovy'] as const) {
      const parsed = parseTemplate(source, { dialect, helperNames })
      if ('problem' in parsed) {
        const { start, end } = parsed.problem
        must(
          start >= 0 && start <= end && end <= source.length,
          `a problem goes from ${start} to ${end}, of ${source.length}`,
        )
        continue
      }
      for (const part of parsed.template.parts) {
        if (typeof part === 'string') continue
        must(
          source.slice(part.start, part.end).startsWith('$') && part.at >= part.start && part.at <= part.end,
          'a part stands elsewhere',
        )
        checkPlain(
          evaluated(() => part.expression.evaluate(world())),
          isValue,
        )
      }
    }
  },
}

export const evaluator = [
  runnable(agreement),
  runnable(program('expressions', 'javascript', false, [...expressions, ...fromFiles], tokens)),
  runnable(program('scripts', 'javascript', true, [...scripts, ...expressions.map((one) => `return ${one}`)], tokens)),
  runnable(program('Groovy expressions', 'groovy', false, [...groovy, ...fromXml], groovyTokens)),
  runnable(program('Groovy scripts', 'groovy', true, [...groovy, ...fromXml], groovyTokens)),
  runnable(rewriting),
  runnable(templates),
]
