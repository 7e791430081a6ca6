/** What is wrong with a file of a project, or with a text in its place. */
import { type ProjectFiles, readProject } from '@merlon/engine'
import { openProject } from '@merlon/host'
import type { SourceFile } from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import type { Checked, FileKind } from '@merlon/protocol/http'
import { ProblemError } from '../http/problem.ts'
import type { Project } from '../store/store.ts'
import { placedSteps } from './plan-steps.ts'

export interface CheckRequest {
  readonly path: string
  readonly text?: string | undefined
  readonly environments: readonly string[]
}

const nothing = { tags: [], older: false, inputs: [], steps: [] }

const stemOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.[^.]*$/, '')

/** Checks any file. Throws a 404 problem where there is neither a file nor a text. */
export async function checkFile(project: Project, request: CheckRequest): Promise<Checked> {
  const kind = project.tree.kindOf(request.path)
  if (kind === 'file') return { ...nothing, name: request.path.slice('files/'.length), diagnostics: [] }
  if (kind === 'settings' || kind === 'vault' || kind === 'environment')
    return checkSurroundings(project, request, kind)
  return checkTest(project, request)
}

async function checkTest(project: Project, { path, text, environments }: CheckRequest): Promise<Checked> {
  const compiled = await project.compile(path, { ...(text === undefined ? {} : { text }), environments })
  if (!compiled) throw noFile(path)
  const { loaded, diagnostics } = compiled
  const { node, plan, source } = loaded
  const steps = placedSteps(plan, source.unit, source.older)
  return {
    name: plan.name,
    tags: [...node.tags],
    older: source.older,
    inputs: node.inputs === undefined ? [] : plan.inputs.map((one) => one.name),
    steps: steps.map(({ plan: step, place }) => ({
      place: [...place],
      label: step.label,
      ...(step.alias === undefined ? {} : { alias: step.alias }),
      writes: [...step.writes],
      reads: [...step.reads],
    })),
    diagnostics: sortDiagnostics([...diagnostics, ...around(project, environments)]),
  }
}

/** What keeps every test from running: mistakes in the settings, vaults and environments, and secrets that cannot be read. */
function around(project: Project, environments: readonly string[]): Diagnostic[] {
  const loader = project.loader(environments)
  loader.project(project.folder)
  return loader.surroundings({ everything: false })
}

async function checkSurroundings(
  project: Project,
  { path, text, environments }: CheckRequest,
  kind: FileKind,
): Promise<Checked> {
  const content = text ?? (await project.tree.read(path))?.text
  if (content === undefined) throw noFile(path)
  const loader = project.loader(environments)
  const saved = loader.project(project.folder)
  const files = withText(openProject(project.folder).surroundings(), { path, text: content }, kind)
  loader.projects.set(project.folder, { ...saved, ...readProject(files) })
  const all = loader.surroundings({ everything: true })
  return {
    ...nothing,
    name: stemOf(path),
    diagnostics: sortDiagnostics(all.filter(({ location }) => location?.file === path)),
  }
}

function withText(files: ProjectFiles, file: SourceFile, kind: FileKind): ProjectFiles {
  if (kind === 'settings') return { ...files, settings: file }
  if (kind === 'vault') return { ...files, vault: file }
  return { ...files, environments: new Map([...files.environments, [stemOf(file.path), file]]) }
}

export const noFile = (path: string): ProblemError =>
  new ProblemError({ code: 'not-found', status: 404, message: `there is no file '${path}'` })
