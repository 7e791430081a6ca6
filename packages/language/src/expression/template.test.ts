import { expect, test } from 'vitest'
import { type Dialect, parseTemplate } from './index.ts'
import { helperNames, worldOf } from './test/evaluate.ts'

function partsOf(text: string, dialect: Dialect = 'javascript'): unknown[] {
  const parsed = parseTemplate(text, { dialect, helperNames })
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  const world = worldOf({ a: 1, b: { c: [2] } })
  return parsed.template.parts.map((part) =>
    typeof part === 'string' ? part : { is: part.expression.evaluate(world), at: text.slice(part.start, part.end) },
  )
}

test.each<[text: string, parts: unknown[]]>([
  ['', ['']],
  ['plain $ text $5 {a}', ['plain $ text $5 {a}']],
  ['${a}', [{ is: 1, at: '${a}' }]],
  ['x${ b.c[0] }y${a}', ['x', { is: 2, at: '${ b.c[0] }' }, 'y', { is: 1, at: '${a}' }]],
  ['\\${a} and ${a}', ['${a} and ', { is: 1, at: '${a}' }]],
  ['back\\slash \\$ stays', ['back\\slash \\$ stays']],
  ['${{ a: "}" }.a}', [{ is: '}', at: '${{ a: "}" }.a}' }]],
  ["${'}' + `}${`${a}`}`}!", [{ is: '}}1', at: "${'}' + `}${`${a}`}`}" }, '!']],
  ['${a /* } */ + 1 // }\n}', [{ is: 2, at: '${a /* } */ + 1 // }\n}' }]],
  ['${/[}]/.test("}")}', [{ is: true, at: '${/[}]/.test("}")}' }]],
  ['${(a)}', [{ is: 1, at: '${(a)}' }]],
  ['$${a}', ['$', { is: 1, at: '${a}' }]],
])('%s', (text, parts) => {
  expect(partsOf(text)).toEqual(parts)
})

test.each<[text: string, message: string, start: number, end: number]>([
  ['cost ${ 5 and more', '`${` is never closed', 5, 7],
  ['x ${', '`${` is never closed', 2, 4],
  ['x ${a b}', '`b` is not expected here', 6, 7],
  ['x ${}', 'nothing stands in `${}`', 2, 5],
  ['x ${ }', 'nothing stands in `${}`', 2, 6],
  ['x ${a = 3}', '`a` cannot be assigned to in an expression', 4, 5],
  ['ok ${a} then ${this}', '`this` is not available in expressions', 15, 19],
  ['x ${"}', 'this text has no closing quote', 4, 5],
])('%s is refused: %s', (text, message, start, end) => {
  const parsed = parseTemplate(text, { dialect: 'javascript', helperNames })
  expect(parsed).toMatchObject({ problem: { message, start, end } })
})

test('a template knows its names, its helpers, and whether it is constant or one expression', () => {
  const parsed = parseTemplate('${a}/${b.c ?? d}/${WSUtil.exists(a)}', { dialect: 'javascript', helperNames })
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  const { template } = parsed
  expect(template.names).toEqual(['a', 'b', 'd'])
  expect(template.required).toEqual(['a'])
  expect(template.helpers).toEqual(['WSUtil'])
  expect(template.constant).toBeUndefined()
  expect(template.single).toBeUndefined()
  const of = (text: string) => {
    const result = parseTemplate(text, { dialect: 'javascript', helperNames })
    return 'template' in result ? result.template : undefined
  }
  expect(of('${ a }')?.single?.isPath).toBe(true)
  expect(of(' ${a}')?.single).toBeUndefined()
  expect(of('\\${a}')?.constant).toBe('${a}')
})

test("an error's place counts from where the expression's text begins", () => {
  const text = 'abc ${  b.c.nope() }'
  const parsed = parseTemplate(text, { dialect: 'javascript', helperNames })
  const part = 'template' in parsed ? parsed.template.parts[1] : undefined
  if (typeof part !== 'object') throw new Error('no part')
  expect(part.expression.source).toBe('b.c.nope()')
  try {
    part.expression.evaluate(worldOf({ b: { c: [] } }))
    expect.unreachable()
  } catch (error) {
    const { start, end } = error as { start: number; end: number }
    expect(text.slice(part.at + start, part.at + end)).toBe('b.c.nope()')
  }
})

test('in Groovy, a backslash also keeps a dollar sign', () => {
  expect(partsOf('\\$5 \\${a} ${a}', 'groovy')).toEqual(['$5 ${a} ', { is: 1, at: '${a}' }])
  expect(partsOf("${b.c.collect { it + '}' }.join('')}", 'groovy')).toEqual([
    { is: '2}', at: "${b.c.collect { it + '}' }.join('')}" },
  ])
})
