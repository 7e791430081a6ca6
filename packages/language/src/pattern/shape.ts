/** Questions about the form of a syntax tree. */
import type { AST } from '@eslint-community/regexpp'

export type SingleCharacter = AST.Character | AST.CharacterSet | AST.CharacterClass

/** The node that describes exactly one character when this element does nothing else, also within plain groups. */
export function singleCharacter(node: AST.Element): SingleCharacter | undefined {
  if (node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass') return node
  if (node.type !== 'Group' || node.alternatives.length !== 1) return undefined
  const { elements } = node.alternatives[0]!
  return elements.length === 1 ? singleCharacter(elements[0]!) : undefined
}

/** Whether an element can match without consuming a character. Says yes when in doubt. */
export function mayBeEmpty(node: AST.Element): boolean {
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.some(({ elements }) => elements.every(mayBeEmpty))
    case 'Quantifier':
      return node.min === 0 || mayBeEmpty(node.element)
    case 'Assertion':
    case 'Backreference':
      return true
    default:
      return false
  }
}

/** Whether every alternative begins with `^`. */
export function isAnchored(parent: { readonly alternatives: AST.Alternative[] }): boolean {
  return parent.alternatives.every(({ elements: [first] }) => {
    if (first?.type === 'Group' || first?.type === 'CapturingGroup') return isAnchored(first)
    return first?.type === 'Assertion' && first.kind === 'start'
  })
}
