import { remember } from '../bounded.ts'
import { problem, Refusal } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { integer, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

const MOST_IN_A_ROW = 2
const ROWS_KEPT = 10_000

export function flaky(shop: Shop): Resource {
  const rows = new Map<string, { calls: number; failures: number }>()
  const call = route({
    id: 'callFlaky',
    method: 'get',
    path: '/api/flaky',
    summary: 'Fails about every third time, never more than twice in a row',
    description: "Which calls fail depends on the shop's seed and the number of calls; each `row` counts its own.",
    parameters: object({ row: text({ default: '', description: 'a name of your own, to be alone in your row' }) }),
    replies: { 200: { description: 'a good call', schema: object({ call: integer() }) } },
    refusals: { 503: 'a bad call; Retry-After says when to call again' },
    handle({ parameters }) {
      const row = rows.get(parameters.row) ?? { calls: 0, failures: 0 }
      remember(rows, parameters.row, row, ROWS_KEPT)
      row.calls += 1
      const isBad = Number.parseInt(shop.draw(`flaky ${parameters.row}`, row.calls).slice(0, 8), 16) % 3 === 0
      if (isBad && row.failures < MOST_IN_A_ROW) {
        row.failures += 1
        throw new Refusal(503, `call ${row.calls} is a bad one; try again`, { 'Retry-After': '1' })
      }
      row.failures = 0
      return json(200, { call: row.calls })
    },
  })
  return { name: 'flaky', description: 'A service with bad moments', refusalFormat: problem, routes: [call] }
}
