import { describe, expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()
const ask = async (query: string, more: Record<string, unknown> = {}) => {
  const reply = await call('POST', '/api/graphql', { json: { query, ...more } })
  return { status: reply.status, ...((await reply.json()) as { data?: unknown; errors?: { message: string }[] }) }
}

describe('a query', () => {
  test('gets what it selects and no more, null for what a product lacks', async () => {
    expect(await ask('{ product(id: 1) { name discount supplier { name } } }')).toEqual({
      status: 200,
      data: { product: { name: 'Linen shirt', discount: null, supplier: { name: 'Loomworks' } } },
    })
  })

  test('takes aliases, type names, comments and commas', async () => {
    const { data } = await ask(
      '# two\n{ a: product(id: "7",) { id, __typename } __typename b: products(search: "coat") { name } }',
    )
    expect(data).toEqual({ a: { id: 7, __typename: 'Product' }, __typename: 'Query', b: [{ name: 'Wool coat' }] })
  })

  test('takes variables with their defaults', async () => {
    const query = 'query Find($words: String = "hat", $n: Int) { products(search: $words, first: $n) { name } }'
    expect((await ask(query, { variables: { n: 1 } })).data).toEqual({ products: [{ name: 'Straw hat' }] })
    expect((await ask(query, { variables: { words: 'coat' } })).data).toEqual({ products: [{ name: 'Wool coat' }] })
    expect((await ask('{ products { id } }', { variables: null })).data).toMatchObject({ products: { length: 20 } })
  })

  test('is chosen by operationName where there are two', async () => {
    const query = 'query A { product(id: 1) { id } } query B { product(id: 2) { id } }'
    expect((await ask(query, { operationName: 'B' })).data).toEqual({ product: { id: 2 } })
    expect((await ask(query)).errors?.[0]?.message).toContain('set operationName')
    expect((await ask(query, { operationName: 'C' })).errors?.[0]?.message).toContain("'C'")
  })

  test('that finds no product keeps its other data and says where it failed', async () => {
    expect(await ask('{ a: product(id: 99) { id }\n b: product(id: 2) { id } }')).toEqual({
      status: 200,
      data: { a: null, b: { id: 2 } },
      errors: [
        {
          message: "no product has the id '99'",
          path: ['a'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'NOT_FOUND' },
        },
      ],
    })
  })
})

describe('a mistake is told in errors, without data', () => {
  test.each([
    ['an unknown field', '{ product(id: 1) { prize } }', "'Product' has no field 'prize'"],
    ['an unknown entrance', '{ constructor { id } }', "'Query' has no field 'constructor'"],
    ['an unknown argument', '{ product(id: 1, of: 2) { id } }', "'product' has no argument 'of'"],
    ['a missing argument', '{ product { id } }', "'product' needs the argument 'id'"],
    ['an argument of another type', '{ products(search: 5) { id } }', "the argument 'search' must be String, but is 5"],
    ['no selection of an object', '{ product(id: 1) }', "'product' needs a selection of fields of 'Product'"],
    ['a selection of a scalar', '{ product(id: 1) { name { first } } }', "'name' has no fields to select"],
    ['two fields of one name', '{ product(id: 1) { id } product(id: 2) { id } }', "'product' stands here twice"],
    ['an undeclared variable', '{ product(id: $id) { id } }', "the variable '$id' is not declared"],
    ['a variable without a value', 'query($id: ID!) { product(id: $id) { id } }', "'$id' must have a value"],
    ['a mutation', 'mutation { buy }', 'the shop does not support a mutation'],
    ['a fragment', '{ product(id: 1) { ...F } }', 'the shop does not support a fragment'],
    ['a directive', '{ product(id: 1) @skip(if: true) { id } }', 'the shop does not support a directive'],
    ['introspection', '{ __schema { types { name } } }', "'Query' has no field '__schema'"],
    ['a bracket that is not closed', '{ product(id: 1) { id }', 'syntax error: expected a name, found the end'],
    ['a sign that nothing means', '{ product(id: 1) { id ~ } }', "syntax error: '~' was not expected"],
    ['a depth without end', '{a'.repeat(100_000), 'a depth of more than 20'],
  ])('%s', async (_, query, message) => {
    const { status, data, errors } = await ask(query)
    expect([status, data]).toEqual([200, undefined])
    expect(errors?.[0]?.message).toContain(message)
  })

  test('a variable of another type', async () => {
    const { errors } = await ask('query($id: ID!) { product(id: $id) { id } }', { variables: { id: true } })
    expect(errors?.map((error) => error.message)).toEqual(["the variable '$id' must be ID, but is true"])
  })

  test('a syntax error names its line and column', async () => {
    const { errors } = await ask('{\n  product(id: ) { id }\n}')
    expect(errors?.[0]).toMatchObject({
      locations: [{ line: 2, column: 15 }],
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    })
  })
})

test('a body without a query is a 400 in the format of GraphQL', async () => {
  const reply = await call('POST', '/api/graphql', { json: {} })
  expect([reply.status, await reply.json()]).toEqual([400, { errors: [{ message: "the body has no member 'query'" }] }])
})
