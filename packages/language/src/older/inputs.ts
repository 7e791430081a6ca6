/** What an input file gives to a test, whichever way it is written. */

import type { MapNode, ScalarNode } from '../tree/node.ts'
import type { InputSetNode, InputsNode } from '../tree/test.ts'
import { replaced } from './named-value.ts'

export interface OlderInputs {
  readonly globals?: MapNode
  readonly inputs?: InputsNode
}

/** Older files may give several sets one name; each but the first gets a number, so that reports tell them apart. */
function numbered(sets: readonly InputSetNode[]): InputSetNode[] {
  const names = new Set(sets.map(({ name }) => name.text))
  const used = new Set<string>()
  return sets.map((set) => {
    let name: ScalarNode = set.name
    for (let n = 2; used.has(name.text); n += 1) {
      const text = `${set.name.text} #${n}`
      if (!names.has(text)) name = replaced(set.name, text)
    }
    used.add(name.text)
    return { ...set, name }
  })
}

/** Puts together globals and sets; without sets the test runs once, with the globals alone. */
export function olderInputs(globals: readonly MapNode[], sets: readonly InputSetNode[]): OlderInputs {
  const [first] = globals
  const entries = globals.flatMap((map) => map.entries)
  return {
    ...(first && entries.length > 0 ? { globals: { ...first, entries } } : {}),
    ...(sets.length > 0 ? { inputs: { kind: 'sets', sets: numbered(sets) } } : {}),
  }
}
