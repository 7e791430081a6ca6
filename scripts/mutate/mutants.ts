/** The small faults that are put into a source text, one at a time: what is written, and what is written instead. */
import { parseSync } from 'vite'

/** A change of one expression or statement. Offsets are UTF-16 units. */
export interface Mutant {
  readonly start: number
  readonly end: number
  readonly instead: string
  /** A `body` returns at once, a `statement` is left out, an `expression` has another value. */
  readonly kind: 'expression' | 'statement' | 'body'
}

/** A node of ESTree, as far as anything here looks at it. */
interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

interface Place {
  readonly node: SyntaxNode
  readonly parent: SyntaxNode | undefined
  readonly key: string
}

const swapped = new Map(
  Object.entries({
    '===': ['!=='],
    '!==': ['==='],
    '<': ['<=', '>='],
    '<=': ['<', '>'],
    '>': ['>=', '<='],
    '>=': ['>', '<'],
    '+': ['-'],
    '-': ['+'],
    '*': ['/'],
    '/': ['*'],
    '%': ['*'],
    '<<': ['>>'],
    '>>': ['<<'],
    '&': ['|'],
    '|': ['&'],
    '&&': ['||'],
    '||': ['&&'],
    '??': ['&&'],
  }),
)
const swappedCalls = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    toUpperCase: 'toLowerCase',
    toLowerCase: 'toUpperCase',
    min: 'max',
    max: 'min',
    indexOf: 'lastIndexOf',
    lastIndexOf: 'indexOf',
  }),
)
const leftOutCalls = new Set([
  'trim',
  'trimStart',
  'trimEnd',
  'slice',
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'concat',
  'flat',
])

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value
const ours = (node: SyntaxNode): boolean =>
  !node.type.startsWith('TS') || /^TS(As|NonNull|Satisfies|Instantiation)Expression$/.test(node.type)

export function childrenOf(node: SyntaxNode): Place[] {
  const children = Object.entries(node).flatMap(([key, value]) => {
    if (/^(typeAnnotation|typeParameters|typeArguments|returnType|superTypeArguments|implements)$/.test(key)) return []
    return (Array.isArray(value) ? value : [value])
      .filter(isNode)
      .filter(ours)
      .map((child) => ({ node: child, parent: node, key }))
  })
  return children.sort((a, b) => a.node.start - b.node.start)
}

/** All mutants of a module in TypeScript, in order of their place. */
export function mutantsOf(path: string, text: string): Mutant[] {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`)
  const found: Mutant[] = []
  const visit = (place: Place): void => {
    found.push(...changesOf(place, text))
    for (const child of childrenOf(place.node)) visit(child)
  }
  // The types of the parser are those of ESTree; here only the shape that all nodes share is of interest.
  visit({ node: program as unknown as SyntaxNode, parent: undefined, key: '' })
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

function changesOf(place: Place, text: string): Mutant[] {
  const { node } = place
  if (node.type === 'ExpressionStatement') return statement(node)
  if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return body(node)
  if (!replaceable(place)) return []
  return instead(place, text).map((one) => ({
    start: node.start,
    end: node.end,
    instead: one,
    kind: 'expression' as const,
  }))
}

function statement(node: SyntaxNode): Mutant[] {
  return 'directive' in node && node.directive
    ? []
    : [{ start: node.start, end: node.end, instead: '', kind: 'statement' }]
}

function body(node: SyntaxNode): Mutant[] {
  const inner = node.body
  if (!isNode(inner)) return []
  if (inner.type !== 'BlockStatement')
    return [{ start: inner.start, end: inner.end, instead: 'undefined', kind: 'expression' }]
  return Array.isArray(inner.body) && inner.body.length > 0
    ? [{ start: inner.start, end: inner.end, instead: 'return', kind: 'body' }]
    : []
}

/** Whether an expression may stand in parentheses where this one stands. */
function replaceable({ node, parent, key }: Place): boolean {
  if (!parent) return false
  if (/^(Import|Export)/.test(parent.type) || key === 'directive') return false
  if (/Assignment|ForIn|ForOf/.test(parent.type) && key === 'left') return false
  if (parent.type === 'UpdateExpression' || (parent.type === 'UnaryExpression' && parent.operator === 'delete'))
    return false
  if (/^(Property|PropertyDefinition|MethodDefinition|AccessorProperty)$/.test(parent.type) && key === 'key')
    return false
  return !(parent.type === 'Property' && parent.shorthand === true) && node.type !== 'Super'
}

function instead({ node, parent, key }: Place, text: string): string[] {
  const source = (part: unknown): string => (isNode(part) ? text.slice(part.start, part.end) : '')
  const conditions = parent && key === 'test' ? conditionsFor(parent) : []
  return [...conditions, ...ownChanges(node, source)].filter((one) => one !== source(node))
}

function conditionsFor(parent: SyntaxNode): string[] {
  if (/^(IfStatement|ConditionalExpression)$/.test(parent.type)) return ['true', 'false']
  return /^(While|DoWhile|For)Statement$/.test(parent.type) ? ['false'] : []
}

function ownChanges(node: SyntaxNode, source: (part: unknown) => string): string[] {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return binary(node, source)
    case 'UnaryExpression':
      if (node.operator === '!') return [source(node.argument)]
      return node.operator === '-' ? [`+${source(node.argument)}`] : []
    case 'UpdateExpression': {
      const other = node.operator === '++' ? '--' : '++'
      return [node.prefix ? `${other}${source(node.argument)}` : `${source(node.argument)}${other}`]
    }
    case 'AssignmentExpression': {
      const other = { '+=': '-=', '-=': '+=', '??=': '&&=', '||=': '&&=', '&&=': '||=' }[String(node.operator)]
      return other === undefined ? [] : [`${source(node.left)} ${other} ${source(node.right)}`]
    }
    case 'Literal':
      return literal(node.value)
    case 'ArrayExpression':
      return Array.isArray(node.elements) && node.elements.length > 0 ? ['[]'] : []
    case 'CallExpression':
      return call(node, source)
    case 'ChainExpression':
      return chain(node, source)
    default:
      return []
  }
}

function binary(node: SyntaxNode, source: (part: unknown) => string): string[] {
  const sides = [node.left, node.right]
  const text = sides.some(
    (side) =>
      isNode(side) && (side.type === 'TemplateLiteral' || (side.type === 'Literal' && typeof side.value === 'string')),
  )
  if (node.operator === '+' && text) return []
  return (swapped.get(String(node.operator)) ?? []).map(
    (other) => `(${source(node.left)}) ${other} (${source(node.right)})`,
  )
}

/** Sentences are left alone: nothing may depend on the text of a message. */
function literal(value: unknown): string[] {
  if (typeof value === 'boolean') return [String(!value)]
  if (typeof value !== 'string' || /\s\S*\s|^\s|\s$/.test(value)) return []
  return [value === '' ? "'mutated'" : "''"]
}

function call(node: SyntaxNode, source: (part: unknown) => string): string[] {
  const callee = node.callee
  if (
    !isNode(callee) ||
    callee.type !== 'MemberExpression' ||
    callee.computed === true ||
    node.optional === true ||
    callee.optional === true
  )
    return []
  const name = source(callee.property)
  const other = swappedCalls.get(name)
  const changes: string[] = []
  const whole = source(node)
  const after = whole.slice((callee.property as SyntaxNode).end - node.start) // a node, since the callee has one
  if (other !== undefined) changes.push(`${source(callee.object)}.${other}${after}`)
  if (leftOutCalls.has(name)) changes.push(source(callee.object))
  return changes
}

/** Each `?.` as a plain step. */
function chain(node: SyntaxNode, source: (part: unknown) => string): string[] {
  const whole = source(node)
  const changes: string[] = []
  for (let at: unknown = node.expression; isNode(at); at = at.object ?? at.callee ?? at.expression) {
    const from = isNode(at.object) ? at.object : at.callee
    if (at.optional !== true || !isNode(from)) continue
    const mark = whole.indexOf('?.', from.end - node.start)
    const next = whole[mark + 2] ?? ''
    changes.push(`${whole.slice(0, mark)}${next === '[' || next === '(' ? '' : '.'}${whole.slice(mark + 2)}`)
  }
  return changes
}
