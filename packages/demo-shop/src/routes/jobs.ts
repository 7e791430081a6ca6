import { problem } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { integer, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

export const jobSchema = object(
  {
    id: integer(),
    status: text({ enum: ['queued', 'working', 'done', 'failed'] }),
    'order?': text({ description: 'the path of the order, when done' }),
    'reason?': text({ description: 'why it failed' }),
  },
  { title: 'Job' },
)

export function jobs({ orders }: Shop): Resource {
  const getJob = route({
    id: 'getJob',
    method: 'get',
    path: '/api/jobs/{id}',
    summary: 'Look at a job: queued the first time, working the second, done (or failed) from the third on',
    parameters: object({ id: integer({ examples: [1] }) }),
    replies: { 200: { description: 'the job', schema: jobSchema } },
    refusals: { 404: 'no job has this id' },
    handle: ({ parameters }) => json(200, orders.poll(parameters.id)),
  })
  return { name: 'jobs', description: 'What the shop does later', refusalFormat: problem, routes: [getJob] }
}
