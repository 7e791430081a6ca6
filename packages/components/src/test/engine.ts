/** Tests run YAML through the engine's front door here: compiled, run over real ports, told as events, folded into a report. */
import { join } from 'node:path'
import {
  type Catalog,
  type ClockPort,
  compileTest,
  type GivenVariables,
  type Ports,
  type ProjectFiles,
  type RunItem,
  readProject,
  run,
  type TestPlan,
  type Watch,
} from '@merlon/engine'
import { createHttpPort, nodeCodec, openFiles, openKeyValues, randomFrom, schemas, systemClock } from '@merlon/host'
import { Reading, readTestNode, readYaml, type SourceFile } from '@merlon/language'
import {
  type Diagnostic,
  foldReport,
  type RunEvent,
  type RunReport,
  type Status,
  type StepReport,
} from '@merlon/protocol'
import { catalog as allComponents, loadHelper } from '../index.ts'
import { heldSnapshots } from './snapshots.ts'

type Texts = Readonly<Record<string, string>>

/** The project around a test, and how it is run. Everything may be left out. */
export interface Around {
  /** Overrides, as `--var` gives them, of any type. */
  readonly variables?: Readonly<Record<string, unknown>>
  readonly settings?: string
  readonly vault?: string
  readonly globalVault?: string
  readonly environments?: Texts
  /** Names of the environments in use, in order. */
  readonly selected?: readonly string[]
  readonly snippets?: Texts
  /** Values of secrets by name, or by `environment/name`. */
  readonly secrets?: Texts
  /** A folder of the test's own: its `files/` are the project's, and key/value pairs are kept in it. */
  readonly folder?: string
  readonly clock?: ClockPort
  readonly seed?: number
  readonly workers?: number
  readonly interrupted?: AbortSignal
  readonly retries?: number
  readonly watch?: Watch
  readonly catalog?: Catalog
  /** By default kept for this run only. */
  readonly snapshots?: Ports['snapshots']
  /** Called with every event as it is said. */
  readonly heard?: (event: RunEvent) => void
}

/** How a run ended. Steps of all tests and sets are flat, those inside others behind them. */
export interface Ended {
  readonly status: Status
  readonly events: readonly RunEvent[]
  readonly report: RunReport
  readonly steps: readonly StepReport[]
}

/** Not a folder, and never one: what writes to it fails. */
const NOWHERE = '/dev/null/merlon'

const source = (path: string, text: string): SourceFile => ({ path, text })

function sources(folder: string, texts: Texts = {}): Map<string, SourceFile> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, source(`${folder}/${name}.yaml`, text)]))
}

function projectFiles({ settings, vault, globalVault, environments, snippets }: Around): ProjectFiles {
  return {
    ...(settings === undefined ? {} : { settings: source('merlon.yaml', settings) }),
    ...(vault === undefined ? {} : { vault: source('vault.yaml', vault) }),
    ...(globalVault === undefined ? {} : { globalVault: source('../vault.yaml', globalVault) }),
    environments: sources('environments', environments),
    snippets: sources('snippets', snippets),
  }
}

function given({ variables = {}, selected = [], secrets = {} }: Around): GivenVariables {
  return {
    environments: selected,
    overrides: Object.entries(variables).map(([name, value]) => ({ name, value, from: 'the command line' })),
    secret: (name, environment) => secrets[environment === undefined ? name : `${environment}/${name}`],
  }
}

/** Compiles a test: a whole one, or a list of steps. Gives everything that is wrong with it and its project. */
async function compiled(
  yaml: string,
  around: Around = {},
): Promise<{ plan: TestPlan; diagnostics: readonly Diagnostic[] }> {
  const file = source('tests/test.yaml', yaml)
  const { node, diagnostics: broken } = readYaml(file)
  const reading = new Reading()
  const read = readTestNode(file, node, reading)
  const { project, diagnostics: ofProject } = readProject(projectFiles(around))
  const files = openFiles(join(around.folder ?? NOWHERE, 'files'))
  const { plan, diagnostics } = await compileTest(read, {
    catalog: around.catalog ?? allComponents,
    project,
    given: given(around),
    readFile: (path) => files.readText(path),
    schemas,
  })
  return { plan, diagnostics: [...broken, ...reading.diagnostics, ...ofProject, ...diagnostics] }
}

async function saidOf(yaml: string, around: Around, wanted: Diagnostic['severity']): Promise<string[]> {
  const { diagnostics } = await compiled(yaml, around)
  return diagnostics.filter(({ severity }) => severity === wanted).map(({ message }) => message)
}

/** What is wrong with a test, as text. */
export const mistakesIn = (yaml: string, around: Around = {}): Promise<string[]> => saidOf(yaml, around, 'error')

/** What may be wrong with it. */
export const warningsIn = (yaml: string, around: Around = {}): Promise<string[]> => saidOf(yaml, around, 'warning')

function flat(steps: readonly StepReport[]): StepReport[] {
  return steps.flatMap((step) => [step, ...flat(step.steps ?? [])])
}

/** Runs tests that have no mistakes, over real ports. */
export async function runTests(yamls: readonly string[], around: Around = {}): Promise<Ended> {
  const { folder = NOWHERE, clock = systemClock, seed = 7, workers, interrupted, retries, watch, heard } = around
  const files = openFiles(join(folder, 'files'))
  const http = createHttpPort({ locate: (file) => files.locate(file) })
  const ports: Ports = {
    http,
    files,
    clock,
    codec: nodeCodec,
    keyValues: openKeyValues(folder),
    random: randomFrom,
    schemas,
    snapshots: around.snapshots ?? heldSnapshots(),
  }
  const items: RunItem[] = []
  for (const yaml of yamls) {
    const { plan, diagnostics } = await compiled(yaml, around)
    const mistake = diagnostics.find(({ severity }) => severity === 'error')
    if (mistake) throw new Error(`${mistake.message} (line ${mistake.location?.line ?? '?'}) in\n${yaml}`)
    items.push({ plan, ports })
  }
  const events: RunEvent[] = []
  const emit = (event: RunEvent): void => {
    events.push(event)
    heard?.(event)
  }
  const options = {
    id: 'test',
    clock,
    codec: nodeCodec,
    loadHelper,
    emit,
    seed,
    environments: around.selected ?? [],
    ...(workers === undefined ? {} : { workers }),
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(retries === undefined ? {} : { retries }),
    ...(watch === undefined ? {} : { watch }),
  }
  try {
    const status = await run(items, options)
    const report = foldReport(events)
    return {
      status,
      events,
      report,
      steps: flat(report.tests.flatMap(({ runs }) => runs.flatMap(({ steps }) => steps))),
    }
  } finally {
    http.close()
  }
}

/** Runs one test: a whole one, or a list of steps. */
export const runYaml = (yaml: string, around: Around = {}): Promise<Ended> => runTests([yaml], around)

/** Runs steps and gives the last one at the top. */
export async function lastStep(yaml: string, around: Around = {}): Promise<StepReport> {
  const { report } = await runYaml(yaml, around)
  const last = report.tests[0]?.runs[0]?.steps.at(-1)
  if (!last) throw new Error('no step was reported')
  return last
}
