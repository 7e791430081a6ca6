/** As many requests as TIMES says, 50 at a time, each answer parsed and looked at. */
import { check, done, send } from './client.mjs'

const times = Number(process.env.TIMES)
let begun = 0
await Promise.all(
  Array.from({ length: 50 }, async () => {
    while (begun < times) {
      begun += 1
      const { status, body } = await send('GET', '/cart')
      check(status === 200, 'status')
      check(body.length === 2, 'length')
    }
  }),
)
done()
