/** What requests of the older forms compile to. */
import { compileTest, noVariables, readProject } from '@merlon/engine'
import { readOlderTest } from '@merlon/language'
import { expect, test } from 'vitest'
import { catalog } from '../index.ts'
import type { RequestInput } from './fields.ts'

async function compiled(unit: string): Promise<{ input: RequestInput; warnings: string[] }> {
  const { test: older, diagnostics } = await readOlderTest({ unit: { path: 'unit.yaml', text: unit }, name: 'older' })
  const { project } = readProject({ environments: new Map(), snippets: new Map() })
  const readFile = (): Promise<string> => Promise.reject(new Error('no files here'))
  const { plan, diagnostics: found } = await compileTest(older, { catalog, project, given: noVariables, readFile })
  // The only step is a request.
  const input = plan.steps[0]?.input as RequestInput
  return { input, warnings: [...diagnostics, ...found].map(({ message }) => message) }
}

const unit = (value: string): string =>
  `assertions:\n  - { id: get, url: "https://x/", children: [{ id: config, name: client_cert_configuration, value: ${JSON.stringify(value)} }] }\n`

test('a client certificate becomes `tls`, and what has to be done about it is said', async () => {
  const { input, warnings } = await compiled(unit('{"keystorePath":"/data/shop.p12","keystorePassword":"${opens}"}'))
  expect([input.tls?.pfx?.template.constant, input.tls?.passphrase?.template.source]).toEqual(['shop.p12', '${opens}'])
  expect(warnings).toContain('the key store is read from files/shop.p12, which must be PKCS #12, not JKS')
})

test.each(['nonsense', '{}', 'null', '{"keystorePath":7}'])(
  'a client certificate of %s is left out, and said to be',
  async (value) => {
    const { input, warnings } = await compiled(unit(value))
    expect(input.tls).toBeUndefined()
    expect(warnings).toEqual(['the client certificate is left out: its setting names no `keystorePath`'])
  },
)
