import { describe, expect, test } from 'vitest'
import { runYaml } from '../test/engine.ts'
import { folderWith } from '../test/folder.ts'
import { serve } from '../test/server.ts'

/** How the check of the body ends, where a server answers with a text that it calls JSON. */
async function verdictOn(body: string, schema: unknown, method = 'get'): Promise<readonly [unknown, unknown]> {
  const { base } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  })
  const answer = { content: { 'application/json': { schema } } }
  const document = {
    openapi: '3.0.3',
    paths: { '/x': { [method]: { operationId: 'one', responses: { 200: answer } } } },
  }
  const { steps } = await runYaml(`- contract: { openAPI: a.json, operationId: one, status: 200, url: "${base}" }`, {
    folder: folderWith({ 'a.json': JSON.stringify(document) }),
  })
  const check = steps.find(({ component }) => component === 'assert-schema')
  return [check?.status, check?.message]
}

describe('a body that is announced as JSON', () => {
  test.each([{}, { type: 'string' }, { properties: { id: { type: 'integer' } } }])(
    'fails where it is none, and where there is none, even if %j allows a text',
    async (schema) => {
      expect(await verdictOn('', schema)).toEqual(['failed', expect.stringContaining('has no body')])
      expect(await verdictOn('hello {', schema)).toEqual(['failed', expect.stringContaining('is not the JSON')])
    },
  )

  test('is looked at as JSON, a text too', async () => {
    expect(await verdictOn('"hello"', { type: 'string' })).toEqual(['passed', undefined])
    expect(await verdictOn('"7"', { type: 'integer' })).toEqual(['failed', expect.stringContaining('not integer')])
    expect(await verdictOn('null', { type: 'object', nullable: true })).toEqual(['passed', undefined])
  })

  test('is not asked of an answer to HEAD', async () => {
    expect((await verdictOn('', { type: 'object' }, 'head'))[0]).toBe('skipped')
  })
})
