/** Whatever a secret is, and however a server writes it: nothing that a run leaves behind holds it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reporterTable } from '@merlon/reporters'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Folder, project } from '../test/cli.ts'
import { secretForms, secretsOfAllKinds, sentForms } from '../test/secret-forms.ts'
import { type Heard, serve } from '../test/server.ts'

type Secrets = Readonly<Record<string, string>>

/** All steps that say something, with a text that holds a secret in one of its forms. */
const saying = `
- each:
    expression: Object.entries(got.forms)
    as: pair
    label: "form \${pair[1]}"
    steps:
      - set: { var: text, object: "pair[1]" }
      - assert-equals: { expression: text, value: "not \${text}", comment: "about \${text}" }
      - assert: text == 'something else'
      - assert: '[text].every(one => one.length < 3)'
      - assert-matches: { expression: text, value: "^\${encodeURIComponent(text)}-$" }
      - assert-contains: { expression: '[text]', value: "\${text}!" }
      - assert-in: { expression: text, value: ["\${text}?"] }
      - assert-is: { expression: text, type: uuid }
      - assert-length: { expression: text, value: 100000 }
      - assert-compares: { expression: '({ a: text, [text]: 1 })', with: '({ a: text + 1, b: [text] })' }
      - assert-shape: { expression: '({ a: text })', shape: { a: integer, b: string } }
      - assert-exists: got.forms[text + '!'].more
      - assert-snapshot: { expression: '({ text, [text]: [text] })', name: "\${pair[0]}" }
      - comment: "it is \${text}"
      - tag: "\${text}"
      - fact: { identifier: f, label: "\${text}", value: "\${text}" }
      - kv: { action: set, key: "\${text}", object: text }
      - kv: { action: push, key: list, object: '[text]' }
      - read: { path: "\${text}.json", var: never }
      - set: { var: broken, value: "{ \${text}" }
      - parse: { var: broken, adapter: json }
      - set: { var: wrong, script: "throw new Error(text)" }
      - get: "http://127.0.0.1:1/\${encodeURIComponent(text)}?a=\${encodeURIComponent(text)}"
      - post: { url: "http://127.0.0.1:1/", json: { "\${text}": ["\${text}"] }, headers: { X-Text: "\${encodeURIComponent(text)}" } }
`.trim()

const testOf = (name: string): string => `name: ${name}
config: { maxFailures: 0 }
steps:
  - post:
      url: \${host}/echo/\${encodeURIComponent(${name})}?q=\${encodeURIComponent(${name})}
      headers: { X-Key: "\${encodeURIComponent(${name})}" }
      auth: { basic: { username: ann, password: "\${${name}}" } }
      json: { secret: "\${${name}}" }
      var: got
  - post: { url: "\${host}/refused", json: { secret: "\${${name}}" } }
  - post: { url: "\${host}/broken", json: { secret: "\${${name}}" } }
  - post: { url: "\${host}/page", json: { secret: "\${${name}}" } }
  - post: { url: "\${host}/feed", json: { secret: "\${${name}}" } }
  - post: { url: "\${host}/bytes", json: { secret: "\${${name}}" }, mode: binary }
  - post: { url: "\${host}/elsewhere", json: { secret: "\${${name}}" }, followRedirects: true }
${saying.replace(/^/gm, '  ')}
`

const page = (forms: Secrets): string => {
  const escaped = Object.values(forms).map((one) => one.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
  return `<html><body>${escaped.map((one) => `<p title="${one.replaceAll('"', '&quot;')}">${one}</p>`).join('')}</body></html>`
}

/** Says the secret in every form, in the head and the body of the answer. */
function echo({ body, url, headers }: Heard): {
  status: number
  head: Record<string, string | string[]>
  text: string | Buffer
} {
  const { secret } = JSON.parse(body) as { secret: string } // as the test sends it
  const forms = sentForms(secret)
  const sendable = Object.values(forms).filter((one) => /^[!-~]{1,2000}$/.test(one))
  const head = {
    'content-type': 'application/json',
    'x-form': sendable,
    'set-cookie': sendable.filter((one) => !/[;,="\\]/.test(one)).map((one, at) => `c${at}=${one}`),
  }
  const document = JSON.stringify({ forms, url, headers })
  if (url === '/refused') return { status: 500, head, text: document }
  if (url === '/broken') return { status: 200, head, text: `{"error": ${document}` }
  if (url === '/page') return { status: 200, head: { ...head, 'content-type': 'text/html' }, text: page(forms) }
  if (url === '/feed') return { status: 200, head: { ...head, 'content-type': 'application/xml' }, text: page(forms) }
  if (url === '/bytes')
    return { status: 200, head: { 'content-type': 'application/octet-stream' }, text: Buffer.from(`x${secret}`) }
  const location = `http://127.0.0.1:1/${encodeURIComponent(secret)}`
  if (url === '/elsewhere') return { status: 302, head: { ...head, location }, text: '' }
  return { status: 200, head, text: document }
}

/** A text as those who read it may see it: with escapes undone, without colours. */
function* readings(text: string): Generator<string> {
  yield text
  yield text.replace(/\u001b\[[\d;]*m/g, '')
  yield text.replace(/&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, entity)
  // One escape of JSON is a text.
  yield text.replace(/\\(["\\/bfnrt]|u[\da-f]{4})/gi, (written) => JSON.parse(`"${written}"`) as string)
  yield text.replace(/(?:%[\da-f]{2})+/gi, (code) => Buffer.from(code.replaceAll('%', ''), 'hex').toString('utf8'))
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function entity(written: string): string {
  const name = written.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return ENTITIES[name] ?? written
  return String.fromCodePoint(Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1)))
}

/** Where a secret stands in what was left behind, in words. */
function leaks(left: ReadonlyMap<string, string>, secrets: Secrets): string[] {
  const found = new Set<string>()
  for (const [where, text] of left) {
    for (const reading of readings(text)) {
      for (const [kind, secret] of Object.entries(secrets)) {
        for (const [form, spell] of Object.entries(secretForms)) {
          const spelt = spell(secret.trim())
          const at = spelt.length < 4 ? -1 : reading.indexOf(spelt)
          if (at >= 0) found.add(`${where}: ${kind}, ${form}: ${reading.slice(Math.max(0, at - 100), at + 20)}`)
        }
      }
    }
  }
  return [...found]
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** What the studio says of the project and its newest run, asked for everything that can be read. */
async function saidByStudio(here: Folder): Promise<Map<string, string>> {
  const studio = await here.start(['studio', '--port', '0'], { input: null })
  const link = /http:\S+/.exec(await studio.said('Ctrl-C'))?.[0] ?? ''
  const opened = await fetch(link, { redirect: 'manual' })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const said = new Map<string, string>()
  const ask = async (path: string, body?: object): Promise<string> => {
    const response = await fetch(new URL(`/api/v1/projects/local${path}`, link), {
      method: body ? 'POST' : 'GET',
      headers: {
        cookie,
        accept: 'application/x-ndjson, application/json',
        origin: new URL(link).origin,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    expect({ path, status: response.status, text: response.ok ? '' : text }).toMatchObject({
      status: response.status < 300 ? response.status : 200,
    })
    said.set(`studio ${path}`, text)
    return text
  }
  const { runs } = JSON.parse(await ask('/runs')) as { runs: { id: string }[] } // as the contract has it
  const run = runs[0]?.id ?? ''
  await ask('/tests')
  await ask('/variables')
  await ask(`/runs/${run}`)
  await ask(`/runs/${run}/comparison?test=0&set=0&step=1`)
  const events = await ask(`/runs/${run}/events`)
  for (const hash of new Set([...events.matchAll(/"hash":"(\w+)"/g)].map(([, one]) => one)))
    await ask(`/runs/${run}/bodies/${hash}`)
  for (const name of Object.keys(reporterTable)) await ask(`/runs/${run}/report/${name}`)
  await ask('/scope', { path: 'tests/short.yaml' })
  await ask('/check', { path: 'tests/short.yaml' })
  studio.process.kill('SIGINT')
  const { stdout, stderr } = await studio.finished
  said.set('studio terminal', stdout.replace(link, '') + stderr)
  return said
}

/** Runs a test for each secret, and gathers everything that is left behind, by where. */
async function leftBy(secrets: Secrets, host: string): Promise<Map<string, string>> {
  const here = project({
    'vault.yaml': `secrets: [${Object.keys(secrets).join(', ')}]\n`,
    '.merlon/secrets.yaml': JSON.stringify(secrets),
    ...Object.fromEntries(Object.keys(secrets).map((name) => [`tests/${name}.yaml`, testOf(name)])),
  })
  const files = Object.entries(reporterTable).flatMap(([name, { flag }]) => (flag ? [`--${name}`, `out/${name}`] : []))
  const left = new Map<string, string>()
  const run = async (what: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> => {
    const { exit, stdout, stderr } = await here.run([...args], { env })
    expect([what, exit, exit === 2 ? stderr : '']).toEqual([what, 1, ''])
    left.set(what, stdout + stderr)
  }
  const ci = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: here.path,
    GITHUB_STEP_SUMMARY: join(here.path, 'out/summary'),
  }
  await run('run -v', ['run', '-v', '--var', `host=${host}`, ...files], { FORCE_COLOR: '1', ...ci })
  for (const args of [['-q'], []]) await run(`report ${args.join(' ')}`, ['report', ...args])
  for (const name of Object.keys(reporterTable)) await run(`report as ${name}`, ['report', '--reporter', name])
  for (const [where, text] of await saidByStudio(here)) left.set(where, text)
  for (const path of filesBelow(here.path))
    if (!path.endsWith('.merlon/secrets.yaml')) left.set(path.slice(here.path.length), readFileSync(path, 'utf8'))
  return left
}

test('no output, report, file or answer of the studio holds a secret, whatever it is and however it is written', async () => {
  const server = await serve((request, response) => {
    const { status, head, text } = echo(request)
    response.writeHead(status, head).end(text)
  })
  await fc.assert(
    fc.asyncProperty(secretsOfAllKinds, async (secrets) => {
      const left = await leftBy(secrets, server.url)
      expect([...left.keys()]).toEqual(
        expect.arrayContaining([
          '/.merlon/kv.json',
          '/out/json',
          '/out/junit',
          '/out/summary',
          '/tests/short.snap',
          'studio /variables',
        ]),
      )
      expect(left.get('run -v')).toContain('•••')
      expect(leaks(left, secrets)).toEqual([])
    }),
    { numRuns: 1, endOnFailure: true },
  )
  // Every secret was really sent, again and again.
  expect(server.heard.length).toBeGreaterThan(Object.keys(secretForms).length)
}, 400_000)
