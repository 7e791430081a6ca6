import { remember } from '../bounded.ts'
import { jsonBody } from '../http/body.ts'
import { message, Refusal } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

/** One login of the shop, to show to people. */
export const demoLogin = { user: 'merlon', password: 'merlon-demo-password' } as const

const PASSWORDS: ReadonlyMap<string, string> = new Map([
  [demoLogin.user, demoLogin.password],
  ['ann', 'ann-demo-password'],
  ['ben', 'ben-demo-password'],
])
const SESSIONS_KEPT = 10_000

export function user(shop: Shop): Resource {
  let logins = 0
  const logIn = route({
    id: 'logIn',
    method: 'post',
    path: '/api/retail/user',
    summary: 'Log in: every login has a token and an empty cart of its own',
    body: jsonBody(object({ user: text(), password: text() }, { title: 'Login' }), demoLogin),
    replies: {
      200: { description: 'logged in', schema: object({ message: text(), Token: text() }, { title: 'LoggedIn' }) },
    },
    refusals: { 401: 'the user and the password do not belong together' },
    handle({ body }) {
      if (PASSWORDS.get(body.user) !== body.password) throw new Refusal(401, 'wrong user or password')
      const token = shop.draw('login', ++logins).slice(0, 32)
      remember(shop.carts, token, new Map(), SESSIONS_KEPT)
      return json(200, { message: `welcome, ${body.user}`, Token: token })
    },
  })
  return { name: 'user', description: 'The login of the retail API', refusalFormat: message, routes: [logIn] }
}
