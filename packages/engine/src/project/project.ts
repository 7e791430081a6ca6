/** Reads what stands around tests: `merlon.yaml`, vaults, environments, snippets. Pure: the files are handed in. */
import {
  entryOf,
  isNothing,
  type MapNode,
  type Node,
  Reading,
  readYaml,
  type SourceFile,
  suggest,
} from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'

/** The texts of a project's own files, wherever they are kept. */
export interface ProjectFiles {
  /** `merlon.yaml`. */
  readonly settings?: SourceFile
  readonly vault?: SourceFile
  /** `vault.yaml` beside several projects. */
  readonly globalVault?: SourceFile
  /** By name, without folder and extension. */
  readonly environments: ReadonlyMap<string, SourceFile>
  readonly snippets: ReadonlyMap<string, SourceFile>
}

export interface VariableFile {
  readonly file: SourceFile
  readonly values: MapNode
  readonly secrets: readonly string[]
}

export interface Project {
  readonly name: string
  readonly workers?: string
  readonly config?: MapNode
  readonly vault?: VariableFile
  readonly globalVault?: VariableFile
  readonly environments: ReadonlyMap<string, VariableFile>
  readonly snippets: ReadonlyMap<string, SourceFile>
}

const SETTINGS = ['name', 'workers', 'config', 'openapi']

function readSecretNames(node: Node | undefined, reading: Reading): string[] {
  return (reading.list(node, '`secrets`')?.items ?? []).flatMap(
    (item) => reading.text(item, 'the name of a secret')?.text ?? [],
  )
}

function readVariables(file: SourceFile | undefined, reading: Reading): VariableFile | undefined {
  if (!file) return undefined
  const { node, diagnostics } = readYaml(file)
  reading.diagnostics.push(...diagnostics)
  const map = reading.map(node, 'this file')
  const none: MapNode = { kind: 'map', span: { file, start: 0, end: 0 }, entries: [] }
  if (!map) return { file, values: none, secrets: [] }
  const secrets = readSecretNames(entryOf(map, 'secrets')?.value, reading)
  const entries = map.entries.filter(({ key }) => key.text !== 'secrets')
  for (const { key } of entries) {
    if (secrets.includes(key.text))
      reading.complain('secret-in-file', `'${key.text}' is listed as a secret, but its value stands here`, key.span, {
        help: `remove it here, and run \`merlon secret set ${key.text}\``,
      })
  }
  return { file, values: { ...map, entries }, secrets }
}

function readSettings(file: SourceFile | undefined, reading: Reading): Pick<Project, 'name' | 'workers' | 'config'> {
  if (!file) return { name: '' }
  const { node, diagnostics } = readYaml(file)
  reading.diagnostics.push(...diagnostics)
  if (!node || isNothing(node)) return { name: '' }
  const map = reading.map(node, 'merlon.yaml')
  for (const { key } of map?.entries ?? []) {
    if (SETTINGS.includes(key.text)) continue
    const near = suggest(key.text, SETTINGS)
    reading.complain('unknown-field', `merlon.yaml has no field '${key.text}'`, key.span, {
      ...(near ? { label: `did you mean '${near}'?` } : {}),
      help: `it takes ${SETTINGS.join(', ')}`,
    })
  }
  const workers = map && reading.text(entryOf(map, 'workers')?.value, '`workers`')?.text
  if (workers !== undefined && !/^[1-9]\d*%?$/.test(workers.trim())) {
    const node = map && entryOf(map, 'workers')?.value
    reading.complain(
      'wrong-type',
      `\`workers\` takes a number or a percentage, not '${workers}'`,
      node?.span ?? { file, start: 0, end: 0 },
      { help: 'for example 4, or 50%' },
    )
  }
  const config = map && reading.map(entryOf(map, 'config')?.value, '`config`')
  return {
    name: (map && reading.text(entryOf(map, 'name')?.value, '`name`')?.text) ?? '',
    ...(workers === undefined ? {} : { workers }),
    ...(config ? { config } : {}),
  }
}

/** Reads a project's files. Returns what could be read together with everything that is wrong. */
export function readProject(files: ProjectFiles): { project: Project; diagnostics: Diagnostic[] } {
  const reading = new Reading()
  const vault = readVariables(files.vault, reading)
  const globalVault = readVariables(files.globalVault, reading)
  const environments = new Map<string, VariableFile>()
  for (const [name, file] of files.environments) {
    const read = readVariables(file, reading)
    if (read) environments.set(name, read)
  }
  const project: Project = {
    ...readSettings(files.settings, reading),
    environments,
    snippets: files.snippets,
    ...(vault ? { vault } : {}),
    ...(globalVault ? { globalVault } : {}),
  }
  return { project, diagnostics: sortDiagnostics(reading.diagnostics) }
}
