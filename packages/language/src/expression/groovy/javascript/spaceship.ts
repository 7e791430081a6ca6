/** `a <=> b`: -1, 0 or 1. */
import type { Expression } from '../nodes.ts'
import { levels, type Printed, type Printer, printed } from './printer.ts'

/** Whether an expression may be written out twice: nested ones would grow beyond measure, and functions be made twice. */
export function isSimple(node: Expression): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'Literal':
      return true
    case 'MemberExpression':
      return isSimple(node.object) && isSimple(node.property)
    case 'ChainExpression':
      return isSimple(node.expression)
    case 'UnaryExpression':
      return isSimple(node.argument)
    case 'BinaryExpression':
      return isSimple(node.left) && isSimple(node.right)
    case 'CallExpression':
      if (node.callee.type === 'MemberExpression' && isNamed(node.callee.property, 'compareTo')) return false
      return isSimple(node.callee) && node.arguments.every((one) => one.type !== 'SpreadElement' && isSimple(one))
    default:
      return false
  }
}

function isNamed(node: Expression, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

/** Both sides are written out twice. */
export function spaceship(left: string, right: string): Printed {
  return printed(`${left} < ${right} ? -1 : ${left} > ${right} ? 1 : 0`, levels.conditional)
}

export function compared(left: Expression, right: Expression, p: Printer): Printed {
  if (isSimple(left) && isSimple(right)) return spaceship(p.at(left, levels.shift), p.at(right, levels.shift))
  const [a, b] = [p.fresh('a'), p.fresh('b')]
  return printed(`((${a}, ${b}) => ${spaceship(a, b).text})(${p.argument(left)}, ${p.argument(right)})`, levels.member)
}
