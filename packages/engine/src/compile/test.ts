/**
 * Turns a test and the project around it into a plan.
 *
 * Everything that can be wrong before a request is sent is found here, in one pass, and reported together. After this
 * stage nothing checks a name or a shape again.
 */
import { parseTemplate, type TestNode } from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import type { TestPlan } from '../plan.ts'
import type { SchemasPort } from '../ports.ts'
import type { Project } from '../project/project.ts'
import { compileVariables, type GivenVariables, overridingVariables, vaultVariables } from '../project/variables.ts'
import { Compiler } from './compiler.ts'
import { compileConfig, mergeLimits } from './config.ts'
import { findCycles } from './cycles.ts'
import { compileInputs, type ReadFile } from './inputs.ts'
import { checkMentions } from './mentions.ts'
import { createSnippets } from './snippets.ts'
import { compileSteps } from './step.ts'

export interface Surroundings {
  readonly catalog: Catalog
  readonly project: Project
  readonly given: GivenVariables
  /** Reads a text under the project's `files/`; rejects with a message for the author. */
  readonly readFile: ReadFile
  /** What is wrong with a path under `files/`; undefined when the file is there. Without it, files are not looked at. */
  fileProblem?(path: string): Promise<string | undefined>
  /** Checks the schemas that tests hold; without it they are not looked at. */
  readonly schemas?: SchemasPort
}

function storedNames({ project, given }: Surroundings, test: TestNode): Set<string> {
  const maps = [project.globalVault, project.vault, ...given.environments.map((name) => project.environments.get(name))]
  const names = maps.flatMap((one) => [
    ...(one?.values.entries.map(({ key }) => key.text) ?? []),
    ...(one?.secrets ?? []),
  ])
  const globals = test.globals?.entries.map(({ key }) => key.text) ?? []
  return new Set([...names, ...globals, ...given.overrides.map(({ name }) => name)])
}

/** An environment that overrides what the input sets set makes every set the same: surely not meant. */
function warnOfOverrides(test: TestNode, { project, given }: Surroundings, compiler: Compiler): void {
  if (test.inputs?.kind !== 'sets') return
  const names = new Map(
    test.inputs.sets.flatMap(({ values }) => values.entries.map(({ key }) => [key.text, key] as const)),
  )
  for (const environment of given.environments) {
    for (const { key } of project.environments.get(environment)?.values.entries ?? []) {
      const set = names.get(key.text)
      if (set)
        compiler.reading.complain(
          'input-overridden',
          `'${key.text}' is set by the input sets, but environment '${environment}' overrides it`,
          set.span,
          { warning: true, help: 'every input set will see the value of the environment' },
        )
    }
  }
}

/** Compiles a test. The plan may be run only when no diagnostic is an error. */
export async function compileTest(
  test: TestNode,
  around: Surroundings,
): Promise<{ plan: TestPlan; diagnostics: Diagnostic[] }> {
  const { catalog, project, given, readFile } = around
  const compiler = new Compiler({ catalog, dialect: test.dialect, knownNames: storedNames(around, test) })
  const projectConfig = compileConfig(project.config, compiler)
  const config = compileConfig(test.config, compiler)
  const stored = [
    ...vaultVariables(project, given, compiler),
    ...(test.globals ? compileVariables(test.globals, 'globals', compiler) : []),
  ]
  const inputs = await compileInputs(test.inputs, compiler, readFile)
  for (const { variables } of inputs.slice(0, 1)) for (const { name } of variables) compiler.knownNames.add(name)
  const overriding = overridingVariables(project, given, compiler)
  for (const set of inputs) {
    for (const { names, span = { file: test.file, start: 0, end: 0 } } of findCycles([
      ...stored,
      ...set.variables,
      ...overriding,
    ])) {
      const message =
        names.length > 2 ? `${names.join(' → ')} refer to each other in a circle` : `'${names[0]}' refers to itself`
      compiler.reading.complain('cycle', message, span, {
        help: names.length > 2 ? 'give one of them a value of its own' : 'give it a value of its own',
      })
    }
  }
  warnOfOverrides(test, around, compiler)
  const snippets = createSnippets(around, compiler)
  const plan: TestPlan = {
    name: test.name,
    file: test.file.path,
    tags: test.tags,
    dialect: test.dialect,
    limits: mergeLimits(projectConfig.limits, config.limits),
    defaults: [projectConfig.defaults, config.defaults],
    stored,
    overriding,
    inputs,
    before: compileSteps(test.before, compiler),
    steps: compileSteps(test.steps, compiler),
    finally: compileSteps(test.finally, compiler),
    secretHeaders: [...projectConfig.secretHeaders, ...config.secretHeaders],
    helpers: [...compiler.helpers],
    snippet: snippets,
    template: (text) => parseTemplate(text, { dialect: test.dialect, helperNames: catalog.helperNames }),
  }
  const ofSnippets = await checkMentions(compiler, around)
  return { plan, diagnostics: sortDiagnostics([...compiler.reading.diagnostics, ...ofSnippets]) }
}
