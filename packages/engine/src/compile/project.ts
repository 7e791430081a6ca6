/** Checks what a project holds beside its tests, whether a test uses it or not. */
import type { Dialect } from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import type { Project } from '../project/project.ts'
import { compileVariables } from '../project/variables.ts'
import { Compiler } from './compiler.ts'
import { compileConfig } from './config.ts'
import { compileSnippet } from './snippets.ts'

/** What is wrong with a project's `config`, vaults, environments and snippets; `dialect` is that of its tests. */
export function checkProject(project: Project, catalog: Catalog, dialect: Dialect): Diagnostic[] {
  const files = [project.globalVault, project.vault, ...project.environments.values()].flatMap((one) => one ?? [])
  const knownNames = new Set(
    files.flatMap(({ values, secrets }) => [...values.entries.map(({ key }) => key.text), ...secrets]),
  )
  const compiler = new Compiler({ catalog, dialect, knownNames })
  compileConfig(project.config, compiler)
  for (const { values, file } of files) compileVariables(values, file.path, compiler)
  const source = { catalog, project }
  const snippets = [...project.snippets.keys()].flatMap(
    (name) => compileSnippet(name, source, dialect, knownNames)?.diagnostics ?? [],
  )
  return sortDiagnostics([...compiler.reading.diagnostics, ...snippets])
}
