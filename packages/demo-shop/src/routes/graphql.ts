import { productSchema } from '../catalogue.ts'
import { type Entrances, execute, type Result } from '../graphql/execute.ts'
import { Mistake } from '../graphql/mistake.ts'
import { parse, type Query } from '../graphql/parse.ts'
import { jsonBody } from '../http/body.ts'
import type { RefusalFormat } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { anything, integer, list, map, object, text } from '../schema/build.ts'
import { isObject } from '../schema/check.ts'
import type { Shop } from '../shop.ts'

const errorSchema = object(
  {
    message: text(),
    'locations?': list(object({ line: integer(), column: integer() })),
    'path?': list(anything()),
    'extensions?': object({ code: text() }),
  },
  { title: 'GraphQLError' },
)
const errorsSchema = list(errorSchema, { minItems: 1 })
const answer = object({ 'data?': map(anything()), 'errors?': errorsSchema }, { title: 'GraphQLAnswer' })
const graphqlErrors: RefusalFormat = {
  contentType: 'application/json',
  schema: object({ errors: errorsSchema }, { title: 'GraphQLErrors' }),
  write: ({ message }) => JSON.stringify({ errors: [{ message }] }),
}
const request = object(
  {
    query: text({ minLength: 1 }),
    'variables?': anything({ description: 'an object, or null' }),
    'operationName?': anything({ description: 'text, or null' }),
  },
  { title: 'GraphQLRequest' },
)

export function graphql({ catalogue }: Shop): Resource {
  const entrances: Entrances = {
    products: {
      args: { search: 'String', first: 'Int' },
      schema: list(productSchema),
      resolve: ({ search, first }) => {
        const found = catalogue.search(typeof search === 'string' ? search : '')
        return typeof first === 'number' ? found.slice(0, Math.max(0, first)) : found
      },
    },
    product: {
      args: { id: 'ID!' },
      schema: productSchema,
      resolve: ({ id }) => {
        const product = catalogue.find(Number(id))
        if (!product) throw new Mistake(`no product has the id '${id}'`, undefined, 'NOT_FOUND')
        return product
      },
    },
  }
  const ask = route({
    id: 'askGraphQL',
    method: 'post',
    path: '/api/graphql',
    summary: 'Query { products(search: String, first: Int): [Product!]!  product(id: ID!): Product }',
    description: 'Queries with names, variables and aliases. A mistake is an answer of 200 with `errors`.',
    body: jsonBody(request, { query: 'query($id: ID!) { product(id: $id) { name price } }', variables: { id: 1 } }),
    replies: { 200: { description: 'data, errors, or both', schema: answer } },
    handle: ({ body }) => json(200, run(body.query, body.operationName, body.variables, entrances)),
  })
  return { name: 'graphql', description: 'The catalogue as GraphQL', refusalFormat: graphqlErrors, routes: [ask] }
}

function run(source: string, operationName: unknown, variables: unknown, entrances: Entrances): Result {
  try {
    return execute(chosen(parse(source), operationName), entrances, isObject(variables) ? variables : {})
  } catch (error) {
    if (error instanceof Mistake) return { errors: [error] }
    throw error
  }
}

function chosen(queries: readonly Query[], operationName: unknown): Query {
  const isNamed = typeof operationName === 'string' && operationName !== ''
  const found = isNamed ? queries.filter((query) => query.name === operationName) : queries
  const [query] = found
  if (query && found.length === 1) return query
  throw new Mistake(
    isNamed
      ? `the document has no one query '${operationName}'`
      : 'the document has more than one query; set operationName',
  )
}
