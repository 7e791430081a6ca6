/** The variables that a project stores: where each is defined, which definition wins, and how often it is read. */
import type { Project as Settings, VariableFile } from '@merlon/engine'
import { openSecretFile, secretReader, stateFolderOf } from '@merlon/host'
import { plainValue } from '@merlon/language'
import type { Definition, VariableView } from '@merlon/protocol/http'
import type { Project } from '../store/store.ts'
import { useCounts } from '../uses/uses.ts'

type Secret = (name: string, environment?: string) => string | undefined

/** By name; definitions lowest first. Values of secrets are never given, only whether there is one. */
export async function storedVariablesOf(project: Project, environment?: string): Promise<VariableView[]> {
  const { project: settings } = project.loader([]).project(project.folder)
  const found = new Map<string, Definition[]>()
  for (const [name, definition] of definitions(settings, secretsOf(project.folder)))
    found.set(name, [...(found.get(name) ?? []), definition])
  const uses = await useCounts(project)
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => {
      const wins = winner(all, environment)
      return { name, definitions: all, ...(wins === undefined ? {} : { wins }), uses: uses.get(name) ?? 0 }
    })
}

/** A secret without a value hides nothing, as in a run. */
function winner(all: readonly Definition[], environment: string | undefined): string | undefined {
  const counting = all.filter((one) => one.environment === undefined || one.environment === environment)
  return (counting.findLast(({ set }) => set) ?? counting.at(-1))?.place
}

/** A secret is looked up as in a run; where the values cannot be read, none is there. */
function secretsOf(folder: string): Secret {
  const read = secretReader(openSecretFile(stateFolderOf(folder)), { environments: [], variables: process.env })
  return (name, environment) => {
    try {
      return read(name, environment)
    } catch {
      return undefined // checking says why
    }
  }
}

function* definitions(settings: Settings, secret: Secret): Iterable<readonly [string, Definition]> {
  const { globalVault, vault, environments } = settings
  if (globalVault) yield* definitionsIn(globalVault, { place: 'global vault' }, secret)
  if (vault) yield* definitionsIn(vault, { place: 'vault' }, secret)
  for (const [environment, one] of environments)
    yield* definitionsIn(one, { place: `environment ${environment}`, environment }, secret)
}

function* definitionsIn(
  { file, values, secrets }: VariableFile,
  at: Pick<Definition, 'place' | 'environment'>,
  secret: Secret,
): Iterable<readonly [string, Definition]> {
  for (const { key, value } of values.entries) {
    // A value that stands in the file although its name is listed as a secret is not given either.
    if (secrets.includes(key.text)) continue
    yield [key.text, { ...at, path: file.path, secret: false, set: true, value: plainValue(value) }]
  }
  for (const name of new Set(secrets)) {
    const set = secret(name, at.environment) !== undefined
    yield [name, { ...at, path: file.path, secret: true, set }]
  }
}
