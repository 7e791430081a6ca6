/**
 * Measures the command as users run it, the bundled file in processes of its own, against the same requests and checks
 * written by hand. `npm run bench`, or `npm run bench -- cold sets` for some.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contestant, line, measure } from './measure.ts'

const bin = join(import.meta.dirname, '../packages/cli/bin/merlon.js')
const bare = (name: string): string => join(import.meta.dirname, 'bare', name)

const FLOW = `- post: { url: /login, json: { user: ann, password: secret } }
- assert: payload_response.status == 200
- assert-exists: payload.Token
- set: { var: token, value: "\${payload.Token}" }
- put: { url: /cart, headers: { usertoken: "\${token}" }, json: { "1": 2 }, var: added }
- assert: added_response.status == 200
- assert: added.Status == 201
- get: { url: /cart, headers: { usertoken: "\${token}" }, var: cart }
- assert: cart_response.status == 200
- assert: cart.length == 2
- each:
    expression: cart
    steps:
      - assert: _1.quantity > 0
`
const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ')

async function startServer(): Promise<{ port: string; stop: () => void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  )
  return { port, stop: () => child.kill() }
}

const { port, stop } = await startServer()
const folder = mkdtempSync(join(tmpdir(), 'merlon-bench-'))
const project = join(folder, 'project')
mkdirSync(join(project, 'tests/many'), { recursive: true })
writeFileSync(join(project, 'merlon.yaml'), `name: bench\nconfig: { baseUrl: "http://127.0.0.1:${port}" }\n`)
writeFileSync(join(project, 'tests/flow.yaml'), `steps:\n${indented(FLOW)}`)
const sets = (count: number): string =>
  `inputs:\n${Array.from({ length: count }, (_, at) => `  set ${at}: { number: ${at} }\n`).join('')}steps:\n${indented(FLOW)}`
for (const count of [500, 5000]) writeFileSync(join(project, `tests/sets-${count}.yaml`), sets(count))
const files = Array.from({ length: 200 }, (_, at) => join(project, `tests/many/flow-${at}.yaml`))
for (const file of files) writeFileSync(file, `steps:\n${indented(FLOW)}`)
writeFileSync(
  join(project, 'tests/items.yaml'),
  'steps:\n  - get: /items\n  - each:\n      expression: payload.items\n      steps:\n        - assert-is: { expression: _1.id, type: integer, strict: true }\n        - assert: _1.price > 0\n        - assert-matches: { expression: _1.url, value: "^https:" }\n',
)

const PARALLEL = 10_000
writeFileSync(
  join(project, 'tests/parallel.yaml'),
  `steps:\n  - each:\n      expression: "Array.from({ length: ${PARALLEL} }, (_, at) => at)"\n      parallel: 50\n      steps:\n        - get: /cart\n        - assert: payload.length == 2\n`,
)
// 1,000 requests and 4,000 checks, of which one in five fails.
writeFileSync(
  join(project, 'tests/steps.yaml'),
  'config: { maxFailures: 0 }\nsteps:\n  - each:\n      expression: "Array.from({ length: 1000 }, (_, at) => at)"\n      steps:\n        - get: /cart\n        - assert: payload.length == 2\n        - assert-is: { expression: "payload[0].id", type: integer }\n        - assert: payload[1].quantity > 0\n        - assert-equals: { expression: "_1 % 5 == 0", value: false }\n',
)
const checked = join(project, 'tests/checked')
mkdirSync(checked)
for (let at = 0; at < 1000; at += 1)
  writeFileSync(join(checked, `flow-${at}.yaml`), `name: Flow ${at}\nsteps:\n${indented(FLOW)}`)

const report = join(folder, 'report.json')
const merlon = (...args: string[]): Contestant => ({
  command: [process.execPath, bin, 'run', '-q', '--json', report, ...args],
  cwd: project,
})
const script = (name: string, env: Record<string, string> = {}): Contestant => ({
  command: [process.execPath, bare(name)],
  env: { PORT: port, REPORT: join(folder, 'bare.json'), ...env },
})

const benches: Readonly<Record<string, () => Promise<string[]>>> = {
  async version() {
    const [empty, own] = await measure(
      [{ command: [process.execPath, '-e', '0'] }, { command: [process.execPath, bin, '--version'] }],
      21,
    )
    return [
      `merlon --version: ${((own!.seconds - empty!.seconds) * 1000).toFixed(1)} ms over an empty process (budget 20)`,
    ]
  },
  async cold() {
    const [base, own] = await measure([script('flow.mjs'), merlon('tests/flow.yaml')], 21)
    return [line('cold start, 3 requests, 8 checks', base!, own!, 2)]
  },
  async sets() {
    const [base, own] = await measure([script('flow.mjs', { TIMES: '500' }), merlon('tests/sets-500.yaml')], 7)
    const [base5, own5] = await measure([script('flow.mjs', { TIMES: '5000' }), merlon('tests/sets-5000.yaml')], 3)
    return [
      line('500 input sets', base!, own!, 1.5),
      line('5,000 input sets', base5!, own5!, 1.5),
      `memory of 5,000 sets against 500: ×${(own5!.megabytes / own!.megabytes).toFixed(2)}`,
    ]
  },
  async files() {
    const list = { FILES: files.join('\n') }
    const [base, own, parallel] = await measure(
      [script('flow.mjs', list), merlon('tests/many'), merlon('tests/many', '-j', '10')],
      7,
    )
    return [line('200 files', base!, own!, 2.5), line('200 files, ten at a time', base!, parallel!, 2.5)]
  },
  async body() {
    const [base, own] = await measure([script('items.mjs'), merlon('tests/items.yaml')], 11)
    return [
      line('1 MB body, 15,000 checks', base!, own!, 4),
      `its JSON report: ${(statSync(report).size / 1e6).toFixed(2)} MB (budget 5)`,
    ]
  },
  async parallel() {
    const rivals = loadGenerators(`http://127.0.0.1:${port}/cart`, PARALLEL)
    const [base, own, ...others] = await measure(
      [
        script('parallel.mjs', { TIMES: String(PARALLEL) }),
        merlon('tests/parallel.yaml'),
        ...rivals.map(({ contestant }) => contestant),
      ],
      5,
    )
    const perSecond = (seconds: number): string => `${Math.round(PARALLEL / seconds)} requests/s`
    return [
      line(`${PARALLEL} requests, 50 at a time`, base!, own!, 4),
      `  bare ${perSecond(base!.seconds)}, merlon ${perSecond(own!.seconds)}`,
      ...rivals.map(
        ({ name }, at) =>
          `  ${name} ${perSecond(others[at]!.seconds)} (start included): merlon takes ×${(own!.seconds / others[at]!.seconds).toFixed(2)}`,
      ),
      ...(rivals.length === 0 ? ['  neither autocannon nor k6 is installed here'] : []),
    ]
  },
  async reports() {
    const stored = join(folder, 'steps.jsonl')
    await measure([{ ...merlon('tests/steps.yaml', '--events', stored), exits: 1 }], 0)
    const bare = script('events.mjs', { EVENTS: stored })
    const written = (name: string): { path: string; contestant: Contestant } => {
      const path = join(folder, `steps.${name}`)
      const command = [process.execPath, bin, 'report', stored, '-q', `--${name}`, path]
      return { path, contestant: { command, cwd: project, exits: 1 } }
    }
    const all = ['junit', 'html'].map((name) => ({ name, ...written(name) }))
    const [base, ...own] = await measure([bare, ...all.map(({ contestant }) => contestant)], 7)
    return all.flatMap(({ name, path }, at) => [
      `${line(`${name} report of 5,000 steps`, base!, own[at]!, 4)}   ${(statSync(path).size / 1e6).toFixed(2)} MB`,
    ])
  },
  async check() {
    const own: Contestant = { command: [process.execPath, bin, 'check', 'tests/checked'], cwd: project }
    const [base, checking] = await measure([script('check.mjs', { FOLDER: checked }), own], 5)
    return [line('check over 1,000 files', base!, checking!, 3)]
  },
  async path() {
    const { measurePath } = await import('./path.ts')
    return [measurePath()]
  },
}

/** Load generators that are on this machine, each asked for as many requests. */
function loadGenerators(url: string, times: number): { name: string; contestant: Contestant }[] {
  const found = (name: string): boolean => spawnSync('which', [name]).status === 0
  const k6 = join(folder, 'k6.js')
  writeFileSync(
    k6,
    `import http from 'k6/http'\nexport const options = { vus: 50, iterations: ${times} }\nexport default () => { if (http.get('${url}').json().length !== 2) throw new Error('wrong') }\n`,
  )
  const commands: Record<string, string[]> = {
    autocannon: ['autocannon', '-c', '50', '-a', String(times), url],
    k6: ['k6', 'run', '--quiet', k6],
  }
  return Object.entries(commands).flatMap(([name, command]) => (found(name) ? [{ name, contestant: { command } }] : []))
}

const wanted = process.argv.slice(2)
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    for (const text of await bench()) console.log(text)
  }
} finally {
  stop()
  rmSync(folder, { recursive: true, force: true })
}
