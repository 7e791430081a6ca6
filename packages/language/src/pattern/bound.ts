/**
 * An upper bound for what a plain backtracking search does, from the form of the pattern alone. `ways` is in how many
 * ways a part can match from one position, which is how often what follows it may be tried; `steps` is what trying all
 * of them takes.
 */
import type { AST } from '@eslint-community/regexpp'

interface Effort {
  readonly ways: number
  readonly steps: number
}

/** Steps at most for all attempts to match a pattern at one position of a text of `length` UTF-16 units. */
export function stepsAtOnePosition(tree: AST.Pattern, length: number): number {
  return ofAlternatives(tree, length).steps
}

function ofAlternatives(parent: { readonly alternatives: readonly AST.Alternative[] }, length: number): Effort {
  let ways = 0
  let steps = 0
  for (const { elements } of parent.alternatives) {
    const effort = ofSequence(elements, length)
    ways += effort.ways
    steps += effort.steps + 1
  }
  return { ways, steps }
}

function ofSequence(elements: readonly AST.Element[], length: number): Effort {
  let ways = 1
  let steps = 0
  for (const element of elements) {
    const effort = ofElement(element, length)
    steps += ways * effort.steps
    ways *= effort.ways
  }
  return { ways, steps }
}

function ofElement(node: AST.Element, length: number): Effort {
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(node, length)
    case 'Quantifier':
      return ofQuantifier(node, length)
    case 'Backreference':
      return { ways: 1, steps: 1 + length }
    case 'Assertion': {
      const looks = node.kind === 'lookahead' || node.kind === 'lookbehind'
      return { ways: 1, steps: looks ? 1 + ofAlternatives(node, length).steps : 1 }
    }
    default:
      return { ways: 1, steps: 1 }
  }
}

/** Beyond the required ones every iteration consumes something, and the last one tried may be in vain. */
function ofQuantifier(node: AST.Quantifier, length: number): Effort {
  const body = ofElement(node.element, length)
  const iterations = Math.min(node.max, node.min + length + 1)
  if (body.ways === 1) return { ways: iterations - node.min + 1, steps: (iterations + 1) * (body.steps + 1) }
  const visits = (body.ways ** (iterations + 1) - 1) / (body.ways - 1)
  return { ways: visits, steps: visits * (body.steps + 1) }
}
