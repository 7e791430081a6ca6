import { describe, expect, test } from 'vitest'
import { runYaml } from '../test/engine.ts'
import { folderWith } from '../test/folder.ts'

const CALL = '- contract: { openAPI: api.json, operationId: one, status: 200, url: "http://127.0.0.1:1" }'

/** Runs a contract over a document in which a parameter has the schema. */
async function messageFor(schema: unknown, schemas: unknown): Promise<string | undefined> {
  const document = {
    openapi: '3.0.3',
    paths: {
      '/{id}': {
        get: {
          operationId: 'one',
          parameters: [{ name: 'id', in: 'path', required: true, schema }],
          responses: { 200: {} },
        },
      },
    },
    components: { schemas },
  }
  const { steps } = await runYaml(CALL, { folder: folderWith({ 'api.json': JSON.stringify(document) }) })
  return steps[0]?.message
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

describe('a value cannot be made up, and the step says so, where a schema', () => {
  test('is all of itself', async () => {
    expect(await messageFor(ref('a'), { a: { allOf: [ref('a')] } })).toContain('nests too deeply')
  })

  test('is one of itself', async () => {
    expect(await messageFor(ref('a'), { a: { oneOf: [ref('a')] } })).toContain('nests too deeply')
  })

  test('multiplies at each level', async () => {
    const names = Array.from({ length: 11 }, (_, at) => `a${at}`)
    const schemas = names.map((name, at) => [name, { allOf: Array(9).fill(ref(names[at + 1] ?? 'end')) }])
    expect(await messageFor(ref('a0'), { ...Object.fromEntries(schemas), end: {} })).toContain('nests too deeply')
  })
})

test('a reference that is not written as one is named before anything runs', async () => {
  await expect(messageFor({ $ref: '#/components/%zz' }, {})).rejects.toThrow(
    "'#/components/%zz', whose `%` begins no escape",
  )
})
