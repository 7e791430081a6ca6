import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression/expression.ts'
import { parseTemplate } from '../expression/template.ts'
import { readYaml } from '../tree/yaml.ts'
import { completeExpression } from './complete-expression.ts'
import { completeTemplate } from './complete-template.ts'
import { completeYaml } from './complete-yaml.ts'
import { compileOptionsOf } from './evaluation.ts'
import { definitionAt, hoverYaml } from './hover.ts'
import { mentionsIn } from './mentions.ts'
import { exampleFiles } from './test/examples.ts'
import { catalog, context, names, world } from './test/world.ts'
import { applyCompletion, type Completion, type FileKind } from './world.ts'

function checkRanges(text: string, offset: number, completions: readonly Completion[]): void {
  for (const { range, also = [], insert, caret, label } of completions) {
    for (const { start, end } of [range, ...also]) {
      if (!(start >= 0 && start <= end && end <= text.length)) throw new Error(`'${label}' stands outside of the text`)
    }
    if (range.start > offset || range.end < offset) throw new Error(`'${label}' is not at the caret`)
    if (caret !== undefined && (caret < 0 || caret > insert.length)) throw new Error(`the caret leaves '${label}'`)
    const overlaps = also.some(({ start, end }) => start < range.end && end > range.start)
    if (overlaps) throw new Error(`what '${label}' needs overlaps it`)
  }
}

function ask(text: string, offset: number, kind: FileKind): void {
  checkRanges(text, offset, completeYaml(text, offset, { ...context, kind }))
  const hover = hoverYaml(text, offset, { ...context, kind })
  if (hover && !(hover.range.start <= offset && offset <= hover.range.end)) throw new Error('the hover is elsewhere')
}

describe('at every place of every example', () => {
  it.each(exampleFiles)('$path', ({ path, text, kind }) => {
    const stride = path.startsWith('examples/') ? 1 : 5
    for (let offset = 0; offset <= text.length; offset += stride) ask(text, offset, kind)
    for (let offset = 0; offset <= text.length; offset += 7) definitionAt(text, offset, { catalog, kind })
    for (const { range, variable, implicit } of mentionsIn(text, { catalog, kind })) {
      if (!implicit) expect(text.slice(range.start, range.end)).toBe(variable)
    }
  })
})

const example = fc.constantFrom(...exampleFiles)

it('what is offered fits every example that is cut off anywhere, with anything typed after it', () => {
  const typed = fc.constantFrom(
    '',
    '$',
    '${',
    '"',
    "'",
    '{',
    '[',
    '- ',
    ':',
    ': ',
    '\n',
    '\n  ',
    '|\n',
    '#',
    'a.',
    '&a ',
    '\t',
    '\r\n',
  )
  fc.assert(
    fc.property(example, fc.nat(), typed, typed, fc.boolean(), ({ text, kind }, at, one, other, rest) => {
      const cut = at % (text.length + 1)
      const made = text.slice(0, cut) + one + other + (rest ? text.slice(cut) : '')
      ask(made, cut + one.length + other.length, kind)
      definitionAt(made, cut, { catalog, kind })
    }),
    { numRuns: 600 },
  )
})

it('never throws on any text at all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(80), (text, offset) => {
      completeYaml(text, offset, context)
      hoverYaml(text, offset, context)
      definitionAt(text, offset, context)
      completeExpression(text, offset, { names, world })
      completeTemplate(text, offset, { names, world })
    }),
    { numRuns: 500 },
  )
})

const options = compileOptionsOf(world)

/** Sources that lack a word at their end. */
const unfinished = fc.constantFrom(
  ...[
    '',
    '1 + ',
    'payload.items.map(item => ',
    '[',
    '({ a: ',
    '!',
    '`${',
    'Math.max(1, ',
    'payload.',
    'payload.user.',
    'payload?.',
  ],
  ...[
    'payload.items[0].',
    'payload[',
    'payload["',
    "payload['x",
    'WSUtil.',
    'payload.items.every(one => one.',
    'product > 1 && ',
  ],
)

const endings: readonly string[] = ['', ')', ']', '})', '}`', "']", ' 1)', ')]', 'x)', '))']

it('an offered name leaves an expression that can be read', () => {
  fc.assert(
    fc.property(unfinished, fc.constantFrom('', 'p', 'pa', 'x'), fc.nat(), (start, typed, choice) => {
      const source = start + typed
      const found = completeExpression(source, source.length, { names, world })
      const one = found[choice % Math.max(1, found.length)]
      if (!one) return
      const made = applyCompletion(source, one)
      const isRead = endings.some((ending) => 'expression' in compileExpression(made + ending, options))
      if (!isRead) throw new Error(`${made} cannot be read`)
    }),
    { numRuns: 500 },
  )
})

it('an offered variable leaves a file whose template can be read, however the value is quoted', () => {
  const quoting = fc.constantFrom(
    (text: string) => `steps:\n  - get: ${text}`,
    (text: string) => `steps:\n  - get: "${text}"`,
    (text: string) => `steps:\n  - get: '${text}'`,
    (text: string) => `steps:\n  - get: { url: ${text}, var: x }`,
    (text: string) => `steps:\n  - get: { url: "${text}" }`,
    (text: string) => `steps:\n  - comment: |\n      ${text}`,
    (text: string) => `steps:\n  - post: { url: /, json: [ ${text} ] }`,
  )
  const written = fc.constantFrom(
    '$',
    '/a/$',
    '${pay',
    '${payload.',
    '${payload.user.',
    '/a/${payload.items[0].',
    '${payload.x',
  )
  fc.assert(
    fc.property(quoting, written, fc.nat(), (quote, value, choice) => {
      const text = quote(`${value}@`)
      const offset = text.indexOf('@')
      const source = text.replace('@', '')
      const found = completeYaml(source, offset, context)
      const one = found[choice % Math.max(1, found.length)]
      if (!one) throw new Error(`nothing is offered in ${source}`)
      const made = applyCompletion(source, one)
      const { node, diagnostics } = readYaml({ path: '', text: made })
      if (diagnostics.length > 0 || !node) throw new Error(`${made} is no YAML: ${diagnostics[0]?.message}`)
      const [template] = JSON.stringify(made).includes('${') ? scalars(made) : []
      if (template === undefined || 'problem' in parseTemplate(template, options))
        throw new Error(`${made} has no template`)
    }),
    { numRuns: 500 },
  )
})

/** The texts of a file in which a `${` stands. */
function scalars(text: string): string[] {
  const found: string[] = []
  const { node } = readYaml({ path: '', text })
  const open = node ? [node] : []
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'scalar') found.push(next.text)
    else if (next.kind === 'list') open.push(...next.items)
    else for (const { key, value } of next.entries) open.push(key, value)
  }
  return found.filter((one) => one.includes('${'))
}

it.each(['${', '`${', '(', '[', '{', '(a=>', 'a.', '/*', '"', "'", '- ', 'a: ', ' #', '\n', '/a'])(
  'comes to an end where %j stands 30,000 times',
  (piece) => {
    for (const start of ['', 'steps:\n  - assert: ', 'steps:\n  - get: "', 'steps:\n  - get: { url: ']) {
      const text = start + piece.repeat(30_000)
      completeYaml(text, text.length, context)
      hoverYaml(text, text.length >> 1, context)
    }
  },
)
