/** Changes of a vault or an environment; comments and everything beside the variable stay as they are. */
import { type Edited, editsBetween, insertAt, removeAt, setAt, valueAt } from '@merlon/language'
import type { Typed } from './typed-value.ts'

const SECRETS = 'secrets'

export interface WrittenVariable {
  readonly name: string
  readonly value: unknown
  /** How a number is written. */
  readonly source?: string
}

export interface VariablesInFile {
  readonly values: readonly WrittenVariable[]
  readonly secrets: readonly string[]
}

/** What a file holds, as far as it can be read. */
export function variablesIn(text: string): VariablesInFile {
  const root = valueAt(text, [])?.value
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return { values: [], secrets: [] }
  const entries = Object.entries(root)
  const listed: unknown = entries.find(([name]) => name === SECRETS)?.[1]
  const secrets = (Array.isArray(listed) ? listed : []).filter((one) => typeof one === 'string')
  const values = entries
    .filter(([name]) => name !== SECRETS)
    .map(([name, value]): WrittenVariable => {
      const source = typeof value === 'number' ? valueAt(text, [name])?.source : undefined
      return { name, value, ...(source === undefined ? {} : { source }) }
    })
  return { values, secrets: [...new Set(secrets)] }
}

type Step = (text: string) => Edited

function inTurn(text: string, steps: readonly Step[]): Edited {
  let now = text
  for (const step of steps) {
    const made = step(now)
    if ('problem' in made) return made
    now = made.text
  }
  return { text: now, edits: editsBetween(text, now) }
}

const unchanged: Step = (text) => ({ text, edits: [] })

/** Adds a variable or changes its value. */
export const setVariable = (text: string, name: string, { value, source }: Typed): Edited =>
  setAt(text, [name], value, source === undefined ? {} : { source })

function withoutValue(text: string, name: string): Edited {
  return variablesIn(text).values.some((one) => one.name === name) ? removeAt(text, [name]) : unchanged(text)
}

function unlisted(text: string, name: string): Edited {
  const listed = valueAt(text, [SECRETS])?.value
  const at = Array.isArray(listed) ? listed.indexOf(name) : -1
  if (!Array.isArray(listed) || at < 0) return unchanged(text)
  return removeAt(text, listed.length === 1 ? [SECRETS] : [SECRETS, at])
}

function listed(text: string, name: string): Edited {
  const there = valueAt(text, [SECRETS])?.value
  const all: readonly unknown[] = Array.isArray(there) ? there : []
  return all.includes(name) ? unchanged(text) : insertAt(text, [SECRETS], all.length, name)
}

/** Removes a variable, its value or its name among the secrets. */
export const removeVariable = (text: string, name: string): Edited =>
  inTurn(text, [(now) => withoutValue(now, name), (now) => unlisted(now, name)])

/** Lists a name as a secret; a value that stands in the file goes. */
export const makeSecret = (text: string, name: string): Edited =>
  inTurn(text, [(now) => listed(now, name), (now) => withoutValue(now, name)])

/** Takes a name off the secrets and writes its value into the file. */
export const makePlain = (text: string, name: string, typed: Typed): Edited =>
  inTurn(text, [(now) => unlisted(now, name), (now) => setVariable(now, name, typed)])

export interface Addition {
  readonly name: string
  readonly value: unknown
  readonly secret: boolean
}

/** Adds variables and changes those that are there; what is a secret here stays one. */
export function mergeVariables(text: string, additions: readonly Addition[]): Edited {
  const secrets = new Set(variablesIn(text).secrets)
  return inTurn(
    text,
    additions.map(
      ({ name, value, secret }): Step =>
        (now) =>
          secret || secrets.has(name) ? makeSecret(now, name) : setVariable(now, name, { value }),
    ),
  )
}

/** Why a variable cannot have this name; undefined where it can. */
export function nameProblem(
  name: string,
  taken: readonly string[],
  isReserved: (name: string) => boolean,
): string | undefined {
  if (name === '') return undefined
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name))
    return 'a name has letters, digits and _, and does not begin with a digit'
  if (name === SECRETS) return "'secrets' is the list of secrets in this file"
  if (isReserved(name)) return `'${name}' means something in expressions: take another name`
  return taken.includes(name) ? `'${name}' is there already` : undefined
}
