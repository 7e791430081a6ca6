/** What kind of value an expression has for certain, told from its form. */
import type { Expression } from '../nodes.ts'

export type Kind = 'boolean' | 'list' | 'map' | 'text' | 'number' | 'unknown'

const FUNCTIONS: ReadonlyMap<string, Kind> = new Map<string, Kind>(
  Object.entries({
    list: 'findAll collect split keySet values sort unique flatten collectMany tokenize toList take drop tail',
    boolean: `contains startsWith endsWith any every containsKey isEmpty matches equals equalsIgnoreCase exists isInteger
      isFloat isUrl isEmail isPhoneNumber isBoolean isCreditCard isArray isMap`,
    text: 'toString trim toLowerCase toUpperCase join substring replace replaceAll replaceFirst asJSON asXML padLeft padRight',
    number: 'size length toInteger toLong toDouble toFloat toBigDecimal indexOf lastIndexOf count findIndexOf getTime',
  }).flatMap(([kind, names]) => names.split(/\s+/).map((name) => [name, kind as Kind])), // the keys above
)

const CASTS: Readonly<Record<string, Kind>> = { String: 'text', List: 'list', Set: 'list', Map: 'map' }

export function kindOf(node: Expression): Kind {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? 'text' : node.value === null ? 'unknown' : kindOfScalar(node.value)
    case 'TemplateLiteral':
      return 'text'
    case 'ArrayExpression':
    case 'GroovyRange':
    case 'GroovySpread':
      return 'list'
    case 'GroovyMap':
      return 'map'
    case 'GroovyRegexMatch':
    case 'GroovyIn':
      return 'boolean'
    case 'GroovySpaceship':
      return 'number'
    case 'GroovyCast':
      return CASTS[node.to] ?? (/^boolean$/i.test(node.to) ? 'boolean' : 'number')
    case 'LogicalExpression':
      return 'boolean'
    case 'UnaryExpression':
      return node.operator === '!' ? 'boolean' : 'number'
    case 'BinaryExpression':
      return kindOfBinary(node.operator, kindOf(node.left), kindOf(node.right))
    case 'ChainExpression':
      return kindOf(node.expression)
    case 'MemberExpression':
      return node.computed && node.property.type === 'GroovyRange' && kindOf(node.object) !== 'text'
        ? 'list'
        : 'unknown'
    case 'CallExpression':
      return kindOfCall(node.callee)
    default:
      return 'unknown'
  }
}

function kindOfScalar(value: number | boolean): Kind {
  return typeof value === 'number' ? 'number' : 'boolean'
}

function kindOfBinary(operator: string, left: Kind, right: Kind): Kind {
  if (/^(?:[=!]==?|[<>]=?)$/.test(operator)) return 'boolean'
  if (operator === '+') {
    for (const kind of ['text', 'list', 'map'] as const) if (left === kind || right === kind) return kind
  }
  if (operator === '-' && (left === 'text' || left === 'list')) return left
  return left === 'number' && right === 'number' ? 'number' : 'unknown'
}

function kindOfCall(callee: Expression): Kind {
  if (callee.type === 'GroovySpread') return 'list'
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return 'unknown'
  return FUNCTIONS.get(callee.property.name) ?? 'unknown'
}
