/** What arrives of an imported command is what curl sends: both go to the same server. */
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { curlOf, type RequestRecord } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runYaml } from '../../../components/src/test/engine.ts'
import { folderWith } from '../../../components/src/test/folder.ts'
import { type Heard, type Served, sendJson, serve } from '../../../components/src/test/server.ts'
import { type CurlSteps, stepsOfCurl } from './steps-of-curl.ts'

const run = promisify(execFile)

function read(text: string): CurlSteps {
  const steps = stepsOfCurl(text)
  if ('problem' in steps) throw new Error(`${steps.problem} in\n${text}`)
  return steps
}

const echo = (): Promise<Served> => serve((_heard, response) => sendJson(response, {}))

/** Sends the steps of a command by the engine. */
async function sendSteps(text: string, folder: string): Promise<void> {
  const { yaml } = read(text)
  const { status, steps } = await runYaml(yaml, { folder })
  if (status !== 'passed') throw new Error(`${steps.map(({ message }) => message).join('; ')} in\n${yaml}`)
}

/** Headers that clients choose for themselves; of `accept` and `user-agent` only what the author wrote counts. */
const OWN = ['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding', 'expect']

function headersOf({ rawHeaders }: Heard): [string, string][] {
  const pairs = rawHeaders.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? '']] : [],
  )
  const isOwn = ([name, value]: [string, string]): boolean =>
    OWN.includes(name) ||
    (name === 'accept' && value === '*/*') ||
    (name === 'user-agent' && /^(?:curl\/|merlon$)/.test(value))
  return pairs
    .filter((pair) => !isOwn(pair))
    .map(([name, value]): [string, string] => [
      name,
      name === 'cookie' ? value.replace(/;\s*/g, '; ') : value.replace(/boundary=.*/, ''),
    ])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A body as the server would read it. */
async function meaningOf({ headers, body }: Heard): Promise<unknown> {
  const type = headers['content-type'] ?? ''
  if (body.length > 0 && /json/.test(type)) return JSON.parse(body.toString())
  if (type.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(body.toString())]
  if (!type.startsWith('multipart/')) return body.toString('latin1')
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  return Promise.all(
    [...form].map(async ([name, part]) =>
      typeof part === 'string' ? [name, part] : [name, part.name, part.type, await part.text()],
    ),
  )
}

const addressOf = ({ url }: Heard): unknown => {
  const { pathname, searchParams } = new URL(url, 'http://x')
  return [decodeURI(pathname), [...searchParams]]
}

const factsOf = async (heard: Heard): Promise<unknown> => ({
  method: heard.method,
  address: addressOf(heard),
  headers: headersOf(heard),
  body: await meaningOf(heard),
})

const curlIsHere = spawnSync('curl', ['--version']).status === 0

describe.skipIf(!curlIsHere)('an imported command sends what curl sends', () => {
  test.each([
    `curl BASE/`,
    `curl 'BASE/a?b=1&c=%20d&c=e' -H 'X-A: 1' -H "X-B: it's"`,
    `curl -X DELETE BASE/a/1`,
    `curl -XPATCH -H'Content-Type: application/json' -d'{"a":[1,2.5,null,true,{"b":"\${x}"}]}' BASE/`,
    `curl --json '{"a":12345678901234567890}' BASE/`,
    `curl --json '{"a":' --json '1}' BASE/ -H 'Accept: text/plain'`,
    `curl -d a=1 -d b='two words' -d 'c=%C3%A9+x' BASE/`,
    `curl -d 'a=1&b=2&a=3' BASE/`,
    `curl -d '{"a":1}' BASE/`,
    `curl -d 'plain text' -H 'Content-Type: text/plain; charset=utf-8' BASE/`,
    `curl -H 'Content-Type: application/json; charset=utf-8' --data-raw '{"n":1.10}' BASE/`,
    `curl --data-raw '@no file' -H 'Content-Type:' BASE/`,
    `curl --data-urlencode 'q=a b&c=d' --data-urlencode '=x y' --data-urlencode 'é' BASE/`,
    `curl -G -d q=1 --data-urlencode 'name=Zoë & co' 'BASE/find?x=0'`,
    `curl --get -d 'a+b' BASE/find#top`,
    `curl -I BASE/a`,
    `curl -u 'ann:p:w' BASE/`,
    `curl http://ann:p%20w@HOST/in`,
    `curl -u ann:pw -H 'Authorization: Bearer t' BASE/`,
    `curl -b 'a=1; b=2' -b c=3 -A 'My Agent' -e http://from.test/ -r 0-9 BASE/`,
    `curl -H 'X-Empty;' -H 'Accept:' -H 'X-Twice: 1' -H 'X-Twice: 2' BASE/`,
    `curl -d x=1 -H 'Host: other.test' BASE/`,
    `curl -F a=1 -F 'b=two; three' -F 'file=@some.txt;type=text/x-note;filename=n.txt' --form-string 'c=@x;y' BASE/`,
    `curl -d @some.json -H 'Content-Type: application/json' BASE/`,
    `curl --data-binary @some.txt BASE/`,
    `curl -T some.txt BASE/up/`,
    `curl -sSkLvi -o /dev/null --compressed -m 20 --connect-timeout 2.5 -XPUT -dx=1 BASE/`,
    `curl $'BASE/\\u00e9' -H $'X-A: it\\'s\\x21' --data-binary $'a\\nb\\t\\303\\251'`,
    `curl \\\n  -d a=1 \\\n  BASE/ # a remark\n`,
    `printf '%s' '{"a":1}' | curl --json @- BASE/`,
    `curl --json @- BASE/ <<'END'\n{"a": "$b"}\nEND\n`,
    `curl -d @- BASE/ <<< 'a=1'`,
    `sh -c 'true'; curl BASE/1 && curl -d x=1 BASE/2 | cat\ncurl BASE/3 BASE/4 --next -d y BASE/5`,
  ])('%s', async (written) => {
    const { base, heard } = await echo()
    const text = written.replaceAll('BASE', base).replaceAll('HOST', base.replace('http://', ''))
    const folder = folderWith({ 'some.json': '{"a":\t1}', 'some.txt': 'one' })
    const { steps } = read(text)
    await run('bash', ['-c', text], { cwd: join(folder, 'files') })
    const byCurl = heard.length
    await sendSteps(text, folder)
    expect([byCurl, heard.length]).toEqual([steps.length, 2 * steps.length])
    const facts = await Promise.all(heard.map(factsOf))
    expect(facts.slice(byCurl)).toEqual(facts.slice(0, byCurl))
  })
})

const token = fc.stringMatching(/^X-[A-Za-z][A-Za-z-]{0,6}$/)
const headerValue = fc.stringMatching(/^([!-~]([ -~\t]{0,15}[!-~])?)?$/)
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'\'"\\$`{}%&=+@^\n\r\t\u0001é€😀!#-', '${', '\\${', '\\u0041'),
    fc.string({ unit: 'grapheme' }),
  ),
  maxLength: 12,
})
const word = fc.string({ unit: fc.constantFrom(..."abz09-._~!$'()*,;:@%[]{}"), maxLength: 8 }).map(encodeURI)
const pairs = fc
  .array(fc.tuple(text.filter(Boolean), text), { maxLength: 3 })
  .map((all) =>
    all.map((pair) => pair.map((one) => encodeURIComponent(one.replace(/\p{Cs}/gu, ''))).join('=')).join('&'),
  )

const body = fc.oneof(
  fc.constant(undefined),
  fc.record({ type: fc.constantFrom('application/json', 'application/hal+json'), text: fc.json({ stringUnit: text }) }),
  fc.record({ type: fc.constant('application/x-www-form-urlencoded'), text: pairs }),
  fc.record({ type: fc.constantFrom('text/plain; charset=utf-8', undefined), text }),
)

const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
  path: fc.array(word, { maxLength: 3 }).map((parts) => `/${parts.filter((one) => !/^\.+$/.test(one)).join('/')}`),
  query: pairs,
  headers: fc.uniqueArray(fc.tuple(token, headerValue), { maxLength: 3, selector: ([name]) => name.toLowerCase() }),
  body,
})

describe('a request that a report shows as a line of curl', () => {
  test('comes back as a step that sends the same request', async () => {
    const { base, heard } = await echo()
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query, headers, body }) => {
        const content = body?.text.replace(/\p{Cs}/gu, '') || undefined
        const type = content === undefined ? undefined : body?.type
        const all = [...headers, ...(type === undefined ? [] : [['Content-Type', type] as const])]
        const url = `${base}${path}${query && '?'}${query}`
        const record: RequestRecord = { method, url, footprint: url, headers: all }
        const line = curlOf(record, content === undefined ? undefined : { mime: type ?? '', size: 0, text: content })
        await sendSteps(line, '/dev/null')
        const one = heard.at(-1)!
        expect([one.method, new URL(`${base}${one.url}`).href]).toEqual([method, new URL(url).href])
        const wanted = all.map(([name, value]): [string, string] => [name.toLowerCase(), value])
        expect(headersOf(one)).toEqual(wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
        const sent = { headers: { 'content-type': type }, body: Buffer.from(content ?? '') } as unknown as Heard
        expect(await meaningOf(one)).toEqual(await meaningOf(sent))
      }),
      { numRuns: 150 },
    )
  })
})

const cmdQuoted = (value: string): string => {
  const inner = value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')
  return `^"${inner
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/gu, '^$&')
    .replace(/%(?=[a-zA-Z0-9_])/g, '%^')
    .replace(/\r?\n/g, '^\n\n')}^"`
}

test('words that a browser quoted for the command prompt of Windows arrive as they were', async () => {
  await fc.assert(
    fc.property(text, fc.stringMatching(/^[ -~]{0,10}$/), (content, value) => {
      // A browser writes line breaks of either kind as the same, and backslashes before quotes need not be looked at twice.
      const given = content.replace(/\r\n?/g, '\n').replace(/\p{Cs}/gu, '')
      const line = `curl ^"http://shop.test/a?b=1^&c=2^" ^\n  -H ^"X-A: ${cmdQuoted(value).slice(2, -2)}^" ^\n  -H ^"Content-Type: text/plain^" ^\n  --data-raw ${cmdQuoted(given)}`
      const { yaml } = read(line)
      const viaPosix = read(
        `curl 'http://shop.test/a?b=1&c=2' -H 'X-A: ${value.replaceAll("'", "'\\''")}' -H 'Content-Type: text/plain' --data-raw '${given.replaceAll("'", "'\\''")}'`,
      )
      expect(yaml).toBe(viaPosix.yaml)
    }),
    { numRuns: 150 },
  )
})
