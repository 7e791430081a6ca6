import { contract, type Endpoint } from '@merlon/protocol/http'
import { describe, expect, test } from 'vitest'
import { openStudio } from '../test/studio.ts'
import { openApiDocument } from './openapi.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>
}

interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

const document = openApiDocument(contract, '1.2.3') as unknown as Document // what is looked at here is checked by the tests
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

function references(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(references)]
}

describe('the OpenAPI document', () => {
  test('has every operation of the contract once, at its place', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(operations.map(({ path, method, operation }) => [operation.operationId, method, path]).sort()).toEqual(
      Object.entries<Endpoint>(contract)
        .map(([name, { method, path }]) => [name, method, `/api/v1${path}`])
        .sort(),
    )
  })

  test('refers only to schemas that it has, and has none that nothing refers to', () => {
    const used = new Set(references(document))
    expect([...used].sort()).toEqual(
      Object.keys(document.components.schemas)
        .map((name) => `#/components/schemas/${name}`)
        .sort(),
    )
    expect(JSON.stringify(document)).not.toContain('$defs')
  })

  test('names the parameters of each path, and no path twice by other names', () => {
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
    const shapes = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, '{}'))
    expect(new Set(shapes).size).toBe(shapes.length)
  })

  test('says what each operation answers, problems in their own format', () => {
    for (const { operation } of operations) {
      const { responses, operationId } = operation
      const good = Object.keys(responses).filter((status) => status.startsWith('2'))
      expect(good, operationId).toHaveLength(1)
      for (const [status, { content }] of Object.entries(responses)) {
        if (!good.includes(status)) expect(Object.keys(content)).toEqual(['application/problem+json'])
      }
      expect(
        '422' in responses || (!operation.requestBody && !operation.parameters?.some((one) => one.in === 'query')),
      ).toBe(true)
    }
    const { parameters } = document.paths['/api/v1/projects/{project}/file']!.get!
    expect(parameters).toContainEqual({
      name: 'path',
      in: 'query',
      required: true,
      schema: { type: 'string', minLength: 1, maxLength: 1000 },
    })
  })

  test('is served', async () => {
    const studio = await openStudio({ version: '1.2.3' })
    const response = await studio.fetch('/api/openapi.json')
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(document)))
  })
})
