/** Every example of every component runs inside the Examples project, against the demo shop, and ends as it says. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DemoShop, startDemoShop } from '@merlon/demo-shop'
import {
  compileTest,
  type Example,
  type GivenVariables,
  type Ports,
  readProject,
  run,
  type TestPlan,
} from '@merlon/engine'
import {
  createHttpPort,
  type NodeHttp,
  nodeCodec,
  openFiles,
  openKeyValues,
  openProject,
  openSnapshots,
  randomFrom,
  schemas,
  systemClock,
} from '@merlon/host'
import { Reading, readTestNode, readYaml } from '@merlon/language'
import { foldReport, type RunEvent, type Status, type StepReport } from '@merlon/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog, loadHelper } from './index.ts'

const store = openProject(fileURLToPath(new URL('../../../examples', import.meta.url)))
const files = openFiles(store.files)
const { project, diagnostics: projectDiagnostics } = readProject(store.surroundings())

let shop: DemoShop
let http: NodeHttp
let folder: string
beforeAll(async () => {
  shop = await startDemoShop({ port: 0 })
  http = createHttpPort({ locate: (file) => files.locate(file) })
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-examples-')))
  writeFileSync(join(folder, 'example.yaml'), '')
})
afterAll(async () => {
  http.close()
  await shop.stop()
  rmSync(folder, { recursive: true })
})

async function compiled(yaml: string): Promise<TestPlan> {
  const file = { path: 'example.yaml', text: yaml }
  const { node, diagnostics: broken } = readYaml(file)
  const reading = new Reading()
  const read = readTestNode(file, node, reading)
  const given: GivenVariables = {
    environments: [],
    overrides: [{ name: 'host', value: shop.url, from: 'the demo shop' }],
    secret: () => undefined,
  }
  const { plan, diagnostics } = await compileTest(read, {
    catalog,
    project,
    given,
    readFile: (path) => files.readText(path),
    schemas,
  })
  expect([...broken, ...reading.diagnostics, ...diagnostics]).toEqual([])
  return plan
}

function flat(steps: readonly StepReport[]): StepReport[] {
  return steps.flatMap((step) => [step, ...flat(step.steps ?? [])])
}

interface Ended {
  readonly run: Status
  readonly steps: readonly StepReport[]
}

/** How a run ended, with all of its steps, those inside others behind them. */
async function ended(yaml: string): Promise<Ended> {
  const ports: Ports = {
    http,
    files,
    clock: systemClock,
    codec: nodeCodec,
    keyValues: openKeyValues(folder),
    random: randomFrom,
    schemas,
    snapshots: openSnapshots({ mode: 'write', cwd: folder }),
  }
  const events: RunEvent[] = []
  const emit = (event: RunEvent): void => void events.push(event)
  const status = await run([{ plan: await compiled(yaml), ports }], {
    id: 'examples',
    clock: systemClock,
    codec: nodeCodec,
    loadHelper,
    emit,
    seed: 7,
    environments: [],
  })
  return {
    run: status,
    steps: flat(foldReport(events).tests.flatMap(({ runs }) => runs.flatMap(({ steps }) => steps))),
  }
}

test('the Examples project, which the examples run in, has no mistakes', () => {
  expect(projectDiagnostics).toEqual([])
})

describe.each(catalog.components.map((component) => [component.name, component] as const))(
  '%s',
  (name, { examples }) => {
    test('has an example', () => {
      expect(examples.length).toBeGreaterThan(0)
    })

    test.each(examples.map((example: Example) => [example.title, example] as const))(
      '%s',
      async (_title, { yaml, outcome }) => {
        const { run: status, steps } = await ended(yaml)
        const last = steps.findLast(({ component }) => component === name)
        expect({ status: last?.status, message: last?.message }).toEqual({
          status: outcome,
          message: outcome === 'passed' ? undefined : expect.any(String),
        })
        // Nothing beside it may go wrong: an assertion behind a `set` says whether what was set is right.
        expect(status).toBe(outcome === 'failed' || outcome === 'errored' ? outcome : 'passed')
      },
    )
  },
)
