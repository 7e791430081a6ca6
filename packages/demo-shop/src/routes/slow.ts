import { setTimeout as elapsed } from 'node:timers/promises'
import { problem } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { integer, object } from '../schema/build.ts'

export function slow(): Resource {
  const call = route({
    id: 'callSlow',
    method: 'get',
    path: '/api/slow',
    summary: 'Answers after so many milliseconds',
    parameters: object({ ms: integer({ minimum: 0, maximum: 10_000, default: 1000, examples: [20] }) }),
    replies: { 200: { description: 'it has waited', schema: object({ ms: integer() }) } },
    async handle({ parameters, signal }) {
      await elapsed(parameters.ms, undefined, { signal })
      return json(200, parameters)
    },
  })
  return { name: 'slow', description: 'A service that takes its time', refusalFormat: problem, routes: [call] }
}
