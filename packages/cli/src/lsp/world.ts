/** The variables, snippets and files that can be named at a place, values as they were last seen. */
import { loadHelper } from '@merlon/components'
import { keptVariables, storedVariables } from '@merlon/engine'
import { nodeCodec, randomFrom, systemClock } from '@merlon/host'
import {
  eachOutlineStep,
  type KnownVariable,
  modeOfType,
  type OutlineStep,
  outlineOf,
  parsePayload,
  previewExpression,
  type ServiceWorld,
  valueAt,
} from '@merlon/language'
import { type OpenFile, withoutItsSteps, withoutSteps } from './diagnose.ts'
import { document as catalog, helperDocuments, shapes } from './language.ts'
import type { LastRun, SeenRequest } from './last-run.ts'
import { lastRun } from './last-run.ts'
import { dataFiles, type Place, type Workspace } from './workspace.ts'

const MASK = '•••'

const requests = new Set(catalog.components.filter(({ kind }) => kind === 'request').map(({ name }) => name))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Variables that are stored: of the vault, environments, globals and the first input set. */
async function stored(
  file: OpenFile,
  open: readonly OpenFile[],
  environments: readonly string[],
): Promise<{ variables: KnownVariable[]; broken: boolean }> {
  const { loaded, diagnostics } = await withoutItsSteps(file, open, environments)
  const { plan, project } = loaded
  const set = plan.inputs[0]
  const ports = { clock: systemClock, files: project.files, random: randomFrom }
  const filled = await storedVariables(plan, { set, ports, loadHelper, seed: 0 })
  const values = new Map(filled.variables.map((one) => [one.name, one]))
  const scope = { variables: values, sessions: new Map(), secrets: filled.secrets, depth: 0 }
  const masked = new Map(keptVariables(scope, nodeCodec).map(({ name, value }) => [name, value]))
  const ofSet = new Set(set?.variables.map(({ name }) => name))
  return {
    broken: diagnostics.some(({ code }) => code.startsWith('yaml-')),
    variables: filled.variables.map(({ name, value, from, secret }): KnownVariable => {
      const where = set && ofSet.has(name) && from.startsWith('input') ? `input ${set.name}` : from
      const shown = masked.get(name)
      if (secret || shown === MASK) return { name, from: where, seen: false, secret: true }
      return { name, from: where, seen: value !== undefined, ...(value === undefined ? {} : { value: shown }) }
    }),
  }
}

const lowerCased = (headers: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))

/** What a request leaves behind, by the names that it gives them. */
async function leftBy(name: string, seen: SeenRequest | undefined, line: number): Promise<KnownVariable[]> {
  const from = seen ? `the last answer to ${seen.label}` : `line ${line}`
  if (!seen) return [name, `${name}_source`, `${name}_response`].map((one) => ({ name: one, from, seen: false }))
  const { response, body, request } = seen
  const parsed = body && (await parsePayload(modeOfType(body.mime), body.text))
  const value = parsed && !('problem' in parsed) ? { value: parsed.value, seen: true } : { seen: false }
  const answer = {
    status: response.status,
    statusCode: String(response.status),
    statusText: response.statusText ?? '',
    headers: lowerCased(response.headers),
    url: request?.url ?? '',
    size: response.size ?? 0,
    metrics: response.metrics,
  }
  return [
    { name, from, ...value },
    { name: `${name}_source`, from, seen: body !== undefined, ...(body ? { value: body.text } : {}) },
    { name: `${name}_response`, from, seen: true, value: answer },
  ]
}

/** The answers to the requests of a test: those whose line did not move, else in the order of each kind. */
function answersOf(steps: readonly OutlineStep[], run: LastRun | undefined): Map<OutlineStep, SeenRequest> {
  const answers = new Map<OutlineStep, SeenRequest>()
  if (!run) return answers
  for (const component of requests) {
    const own = steps.filter((step) => step.component === component)
    const byLine = new Map(run.requests.filter((one) => one.component === component).map((one) => [one.line, one]))
    const inOrder = [...byLine.values()]
    const isSame = own.length === inOrder.length
    for (const [at, step] of own.entries()) {
      const seen = isSame ? inOrder[at] : byLine.get(step.line)
      if (seen) answers.set(step, seen)
    }
  }
  return answers
}

const WHOLE = /^\s*\$\{((?:[^{}]|\{[^{}]*\})*)\}\s*$/

/** What `set` writes, where it can be told without running. */
function setBy({ fields, line }: OutlineStep, world: () => ServiceWorld, run: LastRun | undefined): KnownVariable[] {
  const from = `line ${line}`
  const known = (name: string, value: unknown): KnownVariable => {
    if (fields.secret?.value === true) return { name, from, seen: false, secret: true }
    const told = run?.variables.get(name)
    if (told !== undefined && told !== MASK) return { name, from, seen: true, value: told }
    const source = typeof value === 'string' ? WHOLE.exec(value)?.[1] : undefined
    if (source !== undefined) {
      const preview = previewExpression(source, world())
      return preview.complete ? { name, from, seen: true, value: preview.value } : { name, from, seen: false }
    }
    const isPlain = value !== undefined && !JSON.stringify(value).includes('${')
    return isPlain ? { name, from, seen: true, value } : { name, from, seen: false }
  }
  const several = fields.vars?.value
  const all = isRecord(several) ? Object.entries(several).map(([name, value]) => known(name, value)) : []
  const name = fields.var?.value
  if (typeof name === 'string') all.push(known(name, fields.value?.value ?? fields.text?.value))
  return all
}

export class Worlds {
  readonly #workspace: Workspace
  readonly #environments: readonly string[]
  /** What was stored around a file when it could last be read. */
  readonly #stored = new Map<string, { readonly stamp: string; readonly variables: readonly KnownVariable[] }>()

  constructor(workspace: Workspace, environments: readonly string[]) {
    this.#workspace = workspace
    this.#environments = environments
  }

  /** What is known at an offset of a file; `around` is another number when other files may have changed. */
  async at(place: Place, text: string, offset: number, around: number): Promise<ServiceWorld> {
    const base: ServiceWorld = {
      variables: await this.#storedFor({ place, text }, around),
      helpers: await helperDocuments(),
      snippets: place.isProject ? this.#snippets(place.root) : [],
      files: place.isProject ? dataFiles(place.root) : [],
    }
    return place.kind === 'test' || place.kind === 'snippet' ? this.#afterSteps(place, text, offset, base) : base
  }

  /** What steps hold makes no difference to it. */
  async #storedFor(file: OpenFile, around: number): Promise<readonly KnownVariable[]> {
    const { place, text } = file
    const stamp = `${around}\n${place.kind === 'test' ? withoutSteps(text) : ''}`
    const kept = this.#stored.get(place.path)
    if (kept?.stamp === stamp) return kept.variables
    const open = this.#workspace
      .openPlaces()
      .filter((one) => one.place.root === place.root)
      .map((one) => ({ place: one.place, text: one.document.getText() }))
    const { variables, broken } = await stored(file, open, this.#environments)
    // A text that is broken for a moment says less than it did before.
    if (broken && kept && kept.variables.length > variables.length) return kept.variables
    this.#stored.set(place.path, { stamp, variables })
    return variables
  }

  #snippets(root: string): ServiceWorld['snippets'] {
    return this.#workspace
      .files(root)
      .filter(({ kind }) => kind === 'snippet')
      .map(({ path, name }) => ({
        name: name.replace(/^snippets\/|\.ya?ml$/g, ''),
        params: paramsOf(this.#workspace.text(path) ?? ''),
      }))
  }

  async #afterSteps(place: Place, text: string, offset: number, base: ServiceWorld): Promise<ServiceWorld> {
    const kind = place.kind === 'snippet' ? 'snippet' : 'test'
    const steps = eachOutlineStep(outlineOf(text, shapes, { kind }))
    const run = place.isProject ? lastRun(place.root, place.name) : undefined
    const answers = answersOf(steps, run)
    const variables = new Map(base.variables.map((one) => [one.name, one]))
    if (kind === 'snippet')
      for (const name of paramsOf(text)) variables.set(name, { name, from: 'a parameter', seen: false })
    for (const step of steps) {
      if (step.range.end >= offset) continue
      const world = (): ServiceWorld => ({ ...base, variables: [...variables.values()] })
      for (const one of await this.#written(step, answers.get(step), world, run)) variables.set(one.name, one)
    }
    return { ...base, variables: [...variables.values()] }
  }

  async #written(
    step: OutlineStep,
    seen: SeenRequest | undefined,
    world: () => ServiceWorld,
    run: LastRun | undefined,
  ): Promise<KnownVariable[]> {
    const name = step.fields.var?.value
    if (requests.has(step.component)) return leftBy(typeof name === 'string' ? name : 'payload', seen, step.line)
    if (step.component === 'set') return setBy(step, world, run)
    const into = step.fields.into?.value
    const names = [...(typeof name === 'string' ? [name] : []), ...(isRecord(into) ? Object.keys(into) : [])]
    return names.map((one) => {
      const value = run?.variables.get(one)
      const isSeen = value !== undefined && value !== MASK
      return { name: one, from: `line ${step.line}`, seen: isSeen, ...(isSeen ? { value } : {}) }
    })
  }
}

function paramsOf(text: string): string[] {
  const params = valueAt(text, ['params'])?.value
  if (Array.isArray(params)) return params.map(String)
  return isRecord(params) ? Object.keys(params) : []
}
