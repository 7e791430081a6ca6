/** Files that hold variables: vaults with their snippets, and environments, in all the shapes they were exported in. */
import { ExactNumber, jsonText, parsePayload } from '@merlon/language'
import { fileOf, stemOf } from '../shared/names.ts'

export interface NamedText {
  readonly name: string
  readonly text: string
}

export interface VariablesFile {
  readonly kind: 'vault' | 'environment'
  /** Of an environment. */
  readonly name: string
  readonly variables: readonly NamedText[]
  readonly snippets: readonly NamedText[]
  /** Names of variables that were switched off. */
  readonly disabled: readonly string[]
}

const ENVIRONMENT = /(?:^|\/)(?:environments?|envs?)\/|(?:^|[/._ -])(?:environments?|env)(?:\.\w+)?$/i
const VAULT = /(?:^|[._ -])(?:vault|variables)(?:\.\w+)?$/i

type Record_ = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

const isScalar = (value: unknown): boolean =>
  value === null || typeof value !== 'object' || value instanceof ExactNumber

/** A value as text, as the older forms have it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : jsonText(value)
}

/** The content of `{ value }`, `{ code }`, or of what stands there itself. */
const inner = (value: unknown): string => textOf(isRecord(value) ? (value.value ?? value.code) : value)

function named(value: unknown): NamedText[] {
  if (isRecord(value)) return Object.entries(value).map(([name, one]) => ({ name, text: inner(one) }))
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    const name = isRecord(one) ? (one.key ?? one.name) : undefined
    return typeof name === 'string' && name !== '' ? { name, text: inner(one) } : []
  })
}

/** `[{ key, value }]`, every item of it. */
const isPairs = (value: unknown): value is Record_[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => isRecord(one) && (one.key ?? one.name) !== undefined && 'value' in one)

const isOff = (one: Record_): boolean => one.enabled === false || one.disabled === true

type Content = Pick<VariablesFile, 'variables' | 'snippets' | 'disabled'> & {
  readonly title?: string
  readonly environment?: true
}

/** Reads what JSON or YAML held. A list of pairs or a map of scalars may be data of a test, unless the file's place says more. */
function contentOf(value: unknown, { sure, flat }: { sure: boolean; flat: boolean }): Content | undefined {
  if (sure && isPairs(value)) return pairs(value)
  if (!isRecord(value)) return undefined
  if (isPairs(value.values)) {
    const { name } = value
    // What Postman exports has a name; a vault does not.
    return { ...pairs(value.values), ...(typeof name === 'string' ? { title: name, environment: true } : {}) }
  }
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key) => key === 'variables' || key === 'snippets')) {
    return { variables: named(value.variables), snippets: named(value.snippets), disabled: [] }
  }
  if (!flat || keys.length === 0 || !Object.values(value).every(isScalar)) return undefined
  return { variables: named(value), snippets: [], disabled: [] }
}

function pairs(items: readonly Record_[]): Content {
  const off = items.filter(isOff)
  return {
    variables: named(items.filter((one) => !isOff(one))),
    snippets: [],
    disabled: named(off).map(({ name }) => name),
  }
}

/** Two columns, with or without a heading; `sure` says that it is no table of something else. */
function rowsOf(rows: unknown, sure: boolean): Content | undefined {
  // The reader of CSV gives lists of texts.
  const [first, ...rest] = rows as readonly (readonly string[])[]
  if (!first || ![first, ...rest].every(({ length }) => length === 2)) return undefined
  const headed = /^(?:key|name|variable)$/i.test(first[0]!.trim()) && /^value$/i.test(first[1]!.trim())
  if (!headed && !sure) return undefined
  const variables = (headed ? rest : [first, ...rest]).map(([name, text]) => ({ name: name!.trim(), text: text! }))
  return { variables, snippets: [], disabled: [] }
}

/** Reads a file of variables; `undefined` where it is something else, such as a file of data. */
export async function readVariables(path: string, text: string): Promise<VariablesFile | undefined> {
  const mode = /\.(json|csv|ya?ml)$/i.exec(path)?.[1]?.toLowerCase().replace('yml', 'yaml')
  if (mode !== 'json' && mode !== 'csv' && mode !== 'yaml') return undefined
  const parsed = await parsePayload(mode, text)
  if ('problem' in parsed) return undefined
  const inEnvironments = ENVIRONMENT.test(path.replace(/\.[^.]*$/, '')) || ENVIRONMENT.test(path)
  const sure = inEnvironments || VAULT.test(fileOf(path))
  const content = mode === 'csv' ? rowsOf(parsed.value, sure) : contentOf(parsed.value, { sure, flat: inEnvironments })
  if (!content) return undefined
  const { title, environment, ...variables } = content
  const name = title ?? stemOf(path).replace(/\.postman_environment$/i, '')
  return { kind: environment || inEnvironments ? 'environment' : 'vault', name, ...variables }
}
