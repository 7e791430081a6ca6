import { problem } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { object, text } from '../schema/build.ts'

export function health(): Resource {
  const getHealth = route({
    id: 'getHealth',
    method: 'get',
    path: '/api/health',
    summary: 'Whether the shop is open',
    replies: { 200: { description: 'it is', schema: object({ status: text({ enum: ['ok'] }) }) } },
    handle: () => json(200, { status: 'ok' }),
  })
  return { name: 'health', description: 'Whether the shop is open', refusalFormat: problem, routes: [getHealth] }
}
