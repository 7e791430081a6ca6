import { parsePayload } from '@merlon/language'
import { soundsSecret } from '../shared/secret-names.ts'
import { readDotEnv } from './dot-env.ts'
import type { Entries, Read } from './entry.ts'
import { isPostman, readMap, readPostman } from './maps.ts'
import { usableName } from './names.ts'
import { readRows } from './tables.ts'
import { stored, TooDeep } from './values.ts'

export type VariablesKind = 'json' | 'csv' | 'yaml' | 'env' | 'postman-environment'

export interface ReadVariable {
  readonly name: string
  /** Plain data; what is text in it is a template, as in a vault. */
  readonly value: unknown
  readonly secret: boolean
}

export interface ReadVariables {
  readonly kind: VariablesKind
  /** Each name once. */
  readonly variables: readonly ReadVariable[]
  /** What changed, is left out, or deserves a look. */
  readonly notes: readonly string[]
}

export interface VariablesProblem {
  readonly problem: string
  readonly help?: string
}

const MOST_CHARACTERS = 5_000_000
const MOST_VARIABLES = 5_000

/** The format by the name of the file, or by how the text begins. */
function formatOf(name: string, text: string): 'json' | 'csv' | 'yaml' | 'env' | undefined {
  const ending = /\.(json|csv|ya?ml|env)$|(?:^|[\\/])\.(env)\b[^\\/]*$/i.exec(name)
  const said = (ending?.[1] ?? ending?.[2])?.toLowerCase()
  if (said === 'json' || said === 'csv' || said === 'env') return said
  if (said !== undefined) return 'yaml'
  if (/^\s*[{[]/.test(text)) return 'json'
  const first = text.split('\n').find((line) => !/^\s*(?:#.*|---\s*)?$/.test(line))
  if (first === undefined) return undefined
  if (/^\s*(?:export\s+)?[\w.-]+\s*=/.test(first)) return 'env'
  if (/^[^,]*:(?:\s|$)/.test(first) || /^\s*-\s/.test(first)) return 'yaml'
  return first.includes(',') ? 'csv' : undefined
}

async function entriesOf(
  format: 'json' | 'csv' | 'yaml' | 'env',
  text: string,
): Promise<{ kind: VariablesKind; read: Read }> {
  if (format === 'env') return { kind: 'env', read: readDotEnv(text) }
  const parsed = await parsePayload(format, text)
  if ('problem' in parsed) return { kind: format, read: { problem: parsed.problem.message } }
  const { value } = parsed
  // The reader of CSV gives lists of texts.
  if (format === 'csv') return { kind: 'csv', read: readRows(value as readonly (readonly string[])[]) }
  return isPostman(value)
    ? { kind: 'postman-environment', read: readPostman(value) }
    : { kind: format, read: readMap(value) }
}

/** Gives every variable a name of its own that can be read; of two with the same name the later counts. */
class Naming {
  readonly variables = new Map<string, ReadVariable>()
  readonly notes: string[] = []
  private readonly given = new Map<string, string>()

  nameFor(written: string): string {
    const known = this.given.get(written)
    if (known !== undefined) {
      this.notes.push(`'${written}' is there twice: the later one counts`)
      return known
    }
    const like = usableName(written)
    let name = like
    for (let n = 2; this.variables.has(name); n += 1) name = `${like}_${n}`
    this.given.set(written, name)
    if (name !== written) this.notes.push(`'${written}' is called '${name}' now: change its name where it is used`)
    return name
  }
}

function named({ entries, notes, postman }: Entries): Omit<ReadVariables, 'kind'> {
  const naming = new Naming()
  // Names that can stay come first, so that none of them has to give way to one that is changed into it.
  const kept = entries.filter(({ name }) => usableName(name) === name)
  for (const { name: written, value, secret } of [...kept, ...entries.filter((one) => !kept.includes(one))]) {
    if (written === '__proto__') {
      naming.notes.push("'__proto__' is left out: it cannot name a variable")
      continue
    }
    try {
      const { value: own, notes: remarks } = stored(value, postman === true)
      const name = naming.nameFor(written)
      naming.variables.set(name, { name, value: own, secret })
      for (const remark of remarks) naming.notes.push(`'${name}' ${remark}`)
      if (!secret && soundsSecret(name) && typeof own === 'string' && own !== '' && !own.includes('${'))
        naming.notes.push(`'${name}' looks like a secret: keep it as one`)
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error
      naming.notes.push(`'${written}' is left out: it is nested too deeply`)
    }
  }
  return { variables: [...naming.variables.values()], notes: [...notes, ...naming.notes] }
}

/**
 * Reads variables for a vault or an environment from JSON, CSV, YAML, `.env`, or an environment or globals of Postman.
 * `name` is the file's; where it says nothing, the text does. Names that no expression could read are changed, with a
 * note. Never rejects: what cannot be read is a problem.
 */
export async function readVariables(text: string, name: string): Promise<ReadVariables | VariablesProblem> {
  if (text.length > MOST_CHARACTERS) return { problem: 'this text is longer than 5 million characters' }
  const format = formatOf(name, text)
  if (format === undefined)
    return {
      problem: 'there are no variables in this text',
      help: 'JSON, CSV, YAML, .env and environments of Postman are read',
    }
  const { kind, read } = await entriesOf(format, text.replace(/^\ufeff/, ''))
  if ('problem' in read) return read
  if (read.entries.length > MOST_VARIABLES)
    return { problem: `there are more than ${MOST_VARIABLES} variables in this text` }
  return { kind, ...named(read) }
}
