/** What users install: one file from `npm pack`, in a folder that has nothing else. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoLogin } from '@merlon/demo-shop'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from './generate/output.ts'

let folder = ''
const inside = (...path: string[]): string => join(folder, ...path)

/** npm as a user has it; the workspace around a test says things to its children that would mislead it. */
function npm(args: readonly string[], cwd: string): string {
  const { PATH, HOME } = process.env
  return execFileSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    env: { PATH, HOME },
    stdio: 'pipe',
  })
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-pack-')))
  // What is packed was built when the packages were installed.
  if (!existsSync(join(root, 'packages/cli/dist/main.cjs'))) npm(['run', 'build'], root)
  npm(['pack', '-w', 'merlon', '--ignore-scripts', '--pack-destination', folder], root)
  writeFileSync(inside('package.json'), '{ "name": "shop", "private": true }\n')
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  // Offline: it brings everything that it needs.
  npm(['install', '--offline', '--save-dev', `./${file}`], folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly exit: number | null
  readonly output: string
}

/** Runs a line of shell as a CI server does. */
function shell(line: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { PATH, HOME } = process.env
  const child = spawn('bash', ['-eo', 'pipefail', '-c', line], { cwd: folder, env: { PATH, HOME, CI: 'true', ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return new Promise((resolve) => child.once('close', (exit) => resolve({ exit, output })))
}

/** The demo shop, on a port of its own, for as long as `use` takes. */
async function withShop(use: (host: string) => Promise<void>): Promise<void> {
  const shop = spawn(process.execPath, [inside('node_modules/merlon/bin/merlon.js'), 'demo-shop', '--port', '0'])
  const host = await new Promise<string>((resolve) =>
    shop.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [found] = /http:\/\/[\d.]+:\d+/.exec(text) ?? []
      if (found) resolve(found)
    }),
  )
  try {
    await use(host)
  } finally {
    shop.kill()
  }
}

test('it brings one package, which runs what `init` wrote', async () => {
  expect(readdirSync(inside('node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['merlon'])
  expect(await shell('npx merlon init .')).toMatchObject({ exit: 0 })
  expect(await shell('npx merlon check')).toMatchObject({ exit: 0 })
  await withShop(async (host) => {
    const { exit, output } = await shell(`npx merlon run --var host=${host} --html report.html`)
    expect(output).toMatch(/passed {3}1 test/)
    expect(exit).toBe(0)
    expect(readFileSync(inside('report.html'), 'utf8')).toMatch(/^<!doctype html>/i)
  })
})

interface Step {
  readonly run?: string
}

/** The lines of shell of each CI file in the guides, with what the server would put in for its own templates. */
const ciFiles: readonly (readonly [name: string, lines: (text: string) => readonly string[]])[] = [
  [
    'github.yaml',
    (text) =>
      (parse(text) as { jobs: { merlon: { steps: Step[] } } }).jobs.merlon.steps.flatMap(({ run }) => run ?? []),
  ],
  ['gitlab.yaml', (text) => (parse(text) as { 'api-tests': { script: string[] } })['api-tests'].script],
  ['Jenkinsfile', (text) => [...text.matchAll(/\bsh '([^']*)'/g)].map(([, line = '']) => line)],
]

describe.each(ciFiles)('docs/guides/ci/%s', (name, linesOf) => {
  test('does what it says, once the packages are installed', async () => {
    const lines = linesOf(readFileSync(join(root, 'docs/guides/ci', name), 'utf8'))
    expect(lines[0]).toMatch(/^npm ci/)
    rmSync(inside('report'), { recursive: true, force: true })
    await withShop(async (host) => {
      writeFileSync(inside('environments/staging.yaml'), `host: ${host}\n`)
      for (const line of lines.slice(1))
        expect(await shell(line, { MERLON_SECRET_password: demoLogin.password })).toMatchObject({ exit: 0 })
    })
    expect(readdirSync(inside('report')).sort()).toEqual(['index.html', 'junit.xml'])
  })
})

test('docs/guides/ci/github-shards.yaml runs in parts and puts them together', async () => {
  const text = readFileSync(join(root, 'docs/guides/ci/github-shards.yaml'), 'utf8')
  const { jobs } = parse(text) as { jobs: Record<'part' | 'report', { steps: Step[] }> }
  const lineOf = (job: 'part' | 'report'): string => jobs[job].steps.flatMap(({ run }) => run ?? []).at(-1) ?? ''
  await withShop(async (host) => {
    for (const part of ['1', '2', '3']) {
      const line = lineOf('part').replaceAll('${{ matrix.part }}', part).replace('${{ github.run_id }}', '7')
      expect(await shell(`${line} --var host=${host}`, { MERLON_SECRET_password: demoLogin.password })).toMatchObject({
        exit: 0,
      })
    }
  })
  expect(await shell(lineOf('report'), { GITHUB_STEP_SUMMARY: inside('summary.md') })).toMatchObject({ exit: 0 })
  expect(readFileSync(inside('summary.md'), 'utf8')).toContain('## ✅ Merlon: passed')
})
