/** Input sets as a table: a row for each set, a column for each variable. */
import { type Change, edited, together } from './change.ts'
import { type Content, contentAt, contentOf, without } from './content.ts'
import { removeEdits } from './generic.ts'
import { Refusal, type Source } from './source.ts'
import type { Edited } from './types.ts'
import { moveEntry, renameChange, setChange } from './values.ts'

type Sets = readonly { readonly name: string; readonly variables: readonly string[] }[]

/** The sets of a file and their variables. Throws a Refusal where the inputs come from a file. */
function setsOf(source: Source): Sets {
  const content = contentOf(source)
  const inputs = contentAt(content, ['inputs'])
  const file = contentAt(content, ['inputs', 'file'])
  if ((inputs?.kind === 'scalar' && inputs.value !== null) || file?.kind === 'scalar')
    throw new Refusal('the input sets of this test come from a file', 'change them in that file')
  return entriesOf(inputs).map(([name, values]) => ({ name, variables: entriesOf(values).map(([key]) => key) }))
}

const entriesOf = (content: Content | undefined): readonly (readonly [string, Content])[] =>
  content?.kind === 'map' ? content.entries : []

function setNamed(source: Source, name: string): Sets[number] {
  const set = setsOf(source).find((one) => one.name === name)
  if (!set) throw new Refusal(`there is no input set '${name}'`)
  return set
}

const removal =
  (set: string, variable: string) =>
  (source: Source): Change => {
    const path = ['inputs', set, variable]
    return { edits: removeEdits(source, path, 'stays'), content: without(contentOf(source), path, false) }
  }

/** Sets a variable in one set; with `undefined`, the set no longer has it. */
export function setInput(text: string, set: string, variable: string, value: unknown): Edited {
  return edited(text, (source) => {
    const { variables } = setNamed(source, set)
    if (value !== undefined) return setChange(source, ['inputs', set, variable], { value })
    return variables.includes(variable) ? removal(set, variable)(source) : { edits: [] }
  })
}

/** Adds a set behind the others. */
export function addInputSet(text: string, name: string, values: Readonly<Record<string, unknown>> = {}): Edited {
  return edited(text, (source) => {
    if (setsOf(source).some((set) => set.name === name)) throw new Refusal(`there is an input set '${name}' already`)
    return setChange(source, ['inputs', name], { value: values })
  })
}

/** Removes a set; with the last one, `inputs` goes. */
export function removeInputSet(text: string, name: string): Edited {
  return edited(text, (source) => {
    setNamed(source, name)
    const path = ['inputs', name]
    return { edits: removeEdits(source, path), content: without(contentOf(source), path, true) }
  })
}

export function renameInputSet(text: string, name: string, to: string): Edited {
  return edited(text, (source) => {
    setNamed(source, name)
    return renameChange(source, ['inputs', name], to)
  })
}

/** Moves a set among the others; `to` is its index afterwards. */
export function moveInputSet(text: string, from: string | number, to: number): Edited {
  return moveEntry(text, ['inputs'], from, to)
}

/** Gives every set that does not have it a variable. */
export function addInputVariable(text: string, name: string, value: unknown = ''): Edited {
  return edited(text, (source) => {
    const sets = setsOf(source)
    if (sets.length === 0) throw new Refusal('there is no input set yet', 'add one first')
    const lacking = sets.filter(({ variables }) => !variables.includes(name))
    if (lacking.length === 0) throw new Refusal(`every input set has a variable '${name}' already`)
    return together(
      source,
      lacking.map((set) => (now) => setChange(now, ['inputs', set.name, name], { value })),
    )
  })
}

/** Takes a variable out of every set. */
export function removeInputVariable(text: string, name: string): Edited {
  return edited(text, (source) => {
    const having = setsOf(source).filter(({ variables }) => variables.includes(name))
    if (having.length === 0) throw new Refusal(`no input set has a variable '${name}'`)
    return together(
      source,
      having.map((set) => removal(set.name, name)),
    )
  })
}

/** Renames a variable in every set; what the steps say of it stays as it is. */
export function renameInputVariable(text: string, name: string, to: string): Edited {
  return edited(text, (source) => {
    const having = setsOf(source).filter(({ variables }) => variables.includes(name))
    if (having.length === 0) throw new Refusal(`no input set has a variable '${name}'`)
    return together(
      source,
      having.map((set) => (now) => renameChange(now, ['inputs', set.name, name], to)),
    )
  })
}
