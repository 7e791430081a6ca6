/** The whole product: projects run by the packed command, and everything a user then sees. */

import { once } from 'node:events'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDemoShop } from '../packages/demo-shop/src/index.ts'
import { type Case, casesOf, type Expected, layOut, sharedRules, suite } from './harness/case.ts'
import { type Command, packedCommand, type Run } from './harness/command.ts'
import { differences, type Report } from './harness/expectation.ts'
import { expectedText, golden } from './harness/golden.ts'
import { startStub } from './harness/stub.ts'

let command: Command
/** Host and port where nothing listens. */
let closed: string

beforeAll(async () => {
  command = await packedCommand()
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  closed = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  await once(server.close(), 'close')
}, 60_000)

afterAll(() => command.remove())

interface Outcome {
  readonly run: Run
  readonly report: Report | undefined
  /** The files under `tests/`. */
  readonly files: readonly string[]
  readonly text: string
  readonly expectedText: string
  readonly wrong: readonly string[]
}

async function carryOut(one: Case): Promise<Outcome> {
  const { stub: rules = [], args = [], env = {}, input = '' } = one.spec
  const stub = await startStub([...rules, ...(await sharedRules())])
  const expected = JSON.parse(JSON.stringify(one.spec.expect ?? {}).replaceAll('{{base}}', stub.base)) as Expected
  const project = await layOut(one)
  try {
    const given = ['run', ...args]
    const reports = { json: join(project, '.merlon/report.json'), junit: join(project, '.merlon/report.xml') }
    const added = [
      '--seed',
      '1',
      '--var',
      `base=${stub.base}`,
      '--var',
      `closed=${closed}`,
      '--json',
      reports.json,
      '--junit',
      reports.junit,
    ]
    const run = await command.run([...given, ...added], { cwd: project, env, input })
    const json = await readFile(reports.json, 'utf8').catch(() => undefined)
    const report = json === undefined ? undefined : (JSON.parse(json) as Report)
    const { sequence } = stub
    const tests = await readdir(join(project, 'tests'), { recursive: true })
    const text = golden(run, { args: given, base: stub.base, closed, project, sequence })
    return {
      run,
      report,
      files: tests.filter((path) => /\.(ya?ml|xml)$/.test(path)).map((path) => `tests/${path}`),
      text,
      expectedText: await expectedText(one.folder, text),
      wrong: await differences(expected, { exit: run.exit, report, texts: run.shown, sequence, project }),
    }
  } finally {
    await stub.stop()
    await rm(project, { recursive: true })
  }
}

function compare({ text, expectedText, wrong }: Outcome): void {
  expect(wrong).toEqual([])
  expect(text).toBe(expectedText)
}

const cases = async (outcome: string) => (await casesOf(outcome)).map((one) => [one.name, one] as const)
const statuses = ({ report }: Outcome) => (report?.tests ?? []).map(({ file, status }) => ({ file, status }))

describe.concurrent('passes', async () => {
  test.each(await cases('passes'))('%s', async (_name, one) => {
    const outcome = await carryOut(one)
    expect(statuses(outcome).filter(({ status }) => status !== 'passed')).toEqual([])
    expect(outcome.report?.tests.length).toBeGreaterThan(0)
    expect(outcome.run.exit).toBe(0)
    compare(outcome)
  })
})

describe.concurrent('fails', async () => {
  test.each(await cases('fails'))('%s', async (_name, one) => {
    const outcome = await carryOut(one)
    const passed = statuses(outcome).filter(({ status }) => status === 'passed')
    expect(passed.map(({ file }) => file)).toEqual(one.spec.blameless ?? [])
    expect([1, 3]).toContain(outcome.run.exit)
    compare(outcome)
  })
})

describe.concurrent('rejects', async () => {
  test.each(await cases('rejects'))('%s', async (_name, one) => {
    const outcome = await carryOut(one)
    const unblamed = outcome.files.filter((file) => !outcome.text.includes(`--> ${file}`))
    expect(unblamed).toEqual(one.spec.blameless ?? [])
    expect(outcome.run.exit).toBe(2)
    expect(outcome.report).toBeUndefined()
    compare(outcome)
  })
})

test('of the Examples project only the test fails that is meant to', async () => {
  const shop = await startDemoShop({ port: 0 })
  const path = join(suite, '../examples/.merlon/acceptance.json')
  try {
    const run = await command.run(['run', '--var', `host=${shop.url}`, '--json', path], {
      cwd: join(suite, '../examples'),
    })
    const { tests } = JSON.parse(await readFile(path, 'utf8')) as Report
    const failed = tests.filter(({ status }) => status !== 'passed').map(({ file }) => file)
    expect(failed).toEqual(['tests/1-first-steps/5-this-one-fails-on-purpose.yaml'])
    expect(run.exit).toBe(1)
  } finally {
    await rm(path, { force: true })
    await shop.stop()
  }
})
