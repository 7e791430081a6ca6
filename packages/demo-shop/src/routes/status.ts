import { problem } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { integer, object } from '../schema/build.ts'

export function status(): Resource {
  const getStatus = route({
    id: 'getStatus',
    method: 'get',
    path: '/api/status/{code}',
    summary: 'Answers with the status of your choice',
    parameters: object({ code: integer({ minimum: 200, maximum: 599, examples: [418] }) }),
    replies: { default: { description: 'the status asked for', schema: object({ status: integer() }) } },
    handle: ({ parameters: { code } }) => json(code, { status: code }),
  })
  return { name: 'status', description: 'Every status there is', refusalFormat: problem, routes: [getStatus] }
}
