/** Writes what vaults and environments held: one vault, its snippets, a file for each environment. */
import type { Catalog } from '@merlon/engine'
import { type Dialect, type PrintValue, printYaml, scalarNode } from '@merlon/language'
import { fileOf, safeName, UniqueNames } from '../shared/names.ts'
import { soundsSecret } from '../shared/secret-names.ts'
import { Code } from './code.ts'
import { Notes } from './notes.ts'
import { importSnippet, isSnippet } from './snippets.ts'
import type { NamedText, VariablesFile } from './values.ts'

export interface VariableFiles {
  readonly files: ReadonlyMap<string, string>
  readonly variables: number
  readonly environments: number
  readonly snippets: number
  /** Steps of the snippets. */
  readonly found: number
  readonly kept: number
}

interface Around {
  readonly catalog: Catalog
  /** Of the tests that use the variables: their values may hold code. */
  readonly dialect: Dialect
  readonly notes: Notes
}

/** Variables of one file, by name; values that differ from those of an earlier file win, and are remarked upon. */
class Variables {
  readonly values = new Map<string, PrintValue>()
  private readonly around: Around

  constructor(around: Around) {
    this.around = around
  }

  add(path: string, { name, text }: NamedText): void {
    const { notes, dialect, catalog } = this.around
    const own = new Notes()
    const code = new Code({ dialect, helperNames: catalog.helperNames, notes: own })
    const value = code.storedText(scalarNode({ path, text }, [0, text.length], { value: text, text, style: 'double' }))
    notes.add(own, `${path}, '${name}'`)
    const known = this.values.get(name)
    if (known !== undefined && known !== value)
      notes.changed({ path }, `'${name}' is also in another file, with another value; this one counts`)
    this.values.set(name, value)
    if (soundsSecret(name) && text !== '' && !text.includes('${')) {
      notes.changed(
        { path },
        `'${name}' looks like a secret: consider \`merlon secret set ${name}\`, and list it under \`secrets:\` instead`,
      )
    }
  }
}

class Writer {
  readonly files = new Map<string, string>()
  readonly vault: Variables
  private readonly around: Around
  private readonly names = new UniqueNames()
  environments = 0
  snippets = 0
  found = 0
  kept = 0

  constructor(around: Around) {
    this.around = around
    this.vault = new Variables(around)
  }

  async add(path: string, file: VariablesFile): Promise<void> {
    const { notes } = this.around
    for (const name of file.disabled) notes.lost({ path }, `'${name}' is left out, because it was switched off`)
    if (file.kind === 'environment') return this.environment(path, file)
    for (const variable of file.variables) {
      if (isSnippet(variable.text)) await this.snippet(path, variable)
      else this.vault.add(path, variable)
    }
    for (const snippet of file.snippets) await this.snippet(path, snippet)
  }

  private environment(path: string, { name, variables }: VariablesFile): void {
    const environment = new Variables(this.around)
    for (const variable of variables) environment.add(path, variable)
    this.files.set(this.names.claim(`environments/${safeName(name)}`, '.yaml'), printYaml(environment.values))
    this.environments += 1
  }

  private async snippet(path: string, { name, text }: NamedText): Promise<void> {
    const { catalog, notes } = this.around
    const imported = await importSnippet(path, text, catalog)
    notes.add(imported.notes, `${path}, snippet '${name}'`)
    this.found += imported.found
    this.kept += imported.kept
    if (imported.text === undefined) return
    const written = this.names.claim(`snippets/${safeName(name)}`, '.yaml')
    const called = fileOf(written).replace(/\.yaml$/, '')
    if (called !== name)
      notes.changed({ path }, `the snippet '${name}' is called '${called}' now; change its name where it is called`)
    this.files.set(written, imported.text)
    this.snippets += 1
  }
}

/** Writes the variables of an import; what there is to say about them goes into `notes`. */
export async function variableFiles(files: ReadonlyMap<string, VariablesFile>, around: Around): Promise<VariableFiles> {
  const writer = new Writer(around)
  for (const [path, file] of files) await writer.add(path, file)
  const { vault, environments, snippets, found, kept } = writer
  if (vault.values.size > 0) writer.files.set('vault.yaml', printYaml(vault.values))
  return { files: writer.files, variables: vault.values.size, environments, snippets, found, kept }
}
