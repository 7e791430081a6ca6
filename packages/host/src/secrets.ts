/** Values of secrets: from the environment of the process, or from `.merlon/secrets.yaml` on this machine. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryOf, type MapNode, type Node, readYaml } from '@merlon/language'
import { type Document, parseDocument } from 'yaml'
import { writeAtomically } from './atomic-write.ts'
import { ensureStateFolder } from './state-folder.ts'

/** `{ password: …, environments: { staging: { password: … } } }`. Functions throw an Error for the author when it is not that. */
export interface SecretFile {
  /** The value kept for an environment, or for all; values are text, as written. */
  get(name: string, environment?: string): string | undefined
  set(name: string, value: string, environment?: string): Promise<void>
  /** Returns whether there was one. */
  remove(name: string, environment?: string): Promise<boolean>
}

const ENVIRONMENTS = 'environments'

/** Opens the secrets of a state folder, neither of which need exist yet. The file is read at the first `get`. */
export function openSecretFile(folder: string): SecretFile {
  const path = join(folder, 'secrets.yaml')
  let map: MapNode | undefined
  let isRead = false
  const change = async <T>(apply: (document: Document) => T): Promise<T> => {
    const text = readText(path)
    readSecrets(path, text)
    const document = parseDocument(text)
    const result = apply(document)
    ensureStateFolder(folder)
    writeAtomically(path, document.contents === null ? '' : document.toString(), 0o600)
    isRead = false
    return result
  }
  return {
    get(name, environment) {
      if (!isRead) map = readSecrets(path, readText(path))
      isRead = true
      const values = environment === undefined ? map : mapAt(map, [ENVIRONMENTS, environment], path)
      return name === ENVIRONMENTS ? undefined : textAt(values, name, path)
    },
    async set(name, value, environment) {
      const keys = keysOf(name, environment)
      await change((document) => {
        // A key without a value is no place to put one into.
        for (const depth of keys.keys())
          if (depth > 0 && document.getIn(keys.slice(0, depth)) === null) document.deleteIn(keys.slice(0, depth))
        document.setIn(keys, value)
      })
    },
    async remove(name, environment) {
      const keys = keysOf(name, environment)
      return readText(path) !== '' && change((document) => document.hasIn(keys) && document.deleteIn(keys))
    },
  }
}

/**
 * Looks up secrets for a run: of one environment where one is named, else of the selected ones, later ones first; a value
 * for all environments comes last. `variables` (`MERLON_SECRET_name`, `MERLON_SECRET_STAGING_name`) go before the file.
 */
export function secretReader(
  file: SecretFile,
  {
    environments,
    variables,
  }: { environments: readonly string[]; variables: Readonly<Record<string, string | undefined>> },
): (name: string, environment?: string) => string | undefined {
  const valueFor = (name: string, environment?: string): string | undefined => {
    const infix = environment === undefined ? '' : `${environment.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_`
    // A secret that a build server does not know arrives as an empty variable.
    return variables[`MERLON_SECRET_${infix}${name}`] || file.get(name, environment)
  }
  return (name, environment) => {
    const places = environment === undefined ? [...environments].reverse() : [environment]
    for (const place of places) {
      const value = valueFor(name, place)
      if (value !== undefined) return value
    }
    return valueFor(name)
  }
}

function keysOf(name: string, environment: string | undefined): string[] {
  if (name === '') throw new Error('the name of the secret is empty')
  if (environment !== undefined) return [ENVIRONMENTS, environment, name]
  if (name === ENVIRONMENTS) throw new Error(`a secret cannot be named '${ENVIRONMENTS}'`)
  return [name]
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Messages name lines, never what stands there. */
function readSecrets(path: string, text: string): MapNode | undefined {
  const { node, diagnostics } = readYaml({ path, text })
  const [wrong] = diagnostics
  if (wrong) throw new Error(`${path} cannot be read: line ${wrong.location?.line ?? 1} is not YAML (${wrong.code})`)
  return asMap(node, path, 'it')
}

function mapAt(map: MapNode | undefined, keys: readonly string[], path: string): MapNode | undefined {
  let here = map
  for (const key of keys) here = asMap(here && entryOf(here, key)?.value, path, `'${key}'`)
  return here
}

function asMap(node: Node | undefined, path: string, what: string): MapNode | undefined {
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined
  if (node.kind !== 'map') throw new Error(`${path} cannot be read: ${what} must be a map of names and values`)
  return node
}

function textAt(map: MapNode | undefined, name: string, path: string): string | undefined {
  const value = map && entryOf(map, name)?.value
  if (!value || (value.kind === 'scalar' && value.value === null)) return undefined
  if (value.kind !== 'scalar') throw new Error(`${path} cannot be read: the value of '${name}' must be text`)
  return value.text
}
