import { remember } from '../bounded.ts'
import { jsonBody } from '../http/body.ts'
import { cookie } from '../http/cookies.ts'
import { problem } from '../http/refusal.ts'
import { empty, json } from '../http/reply.ts'
import { type Guard, type Resource, route } from '../http/route.ts'
import { integer, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

const COOKIE = 'session'
const KEPT = 10_000
const PATH = '/api/session'
const sessionSchema = object({ name: text(), visits: integer() }, { title: 'Session' })

interface Session {
  readonly id: string
  readonly name: string
  visits: number
}

export function session(shop: Shop): Resource {
  const sessions = new Map<string, Session>()
  let opened = 0
  const guard: Guard<Session> = {
    name: 'sessionCookie',
    scheme: { type: 'apiKey', in: 'cookie', name: COOKIE },
    refusal: `the cookie '${COOKIE}' is missing or its session is closed`,
    check: (headers) => sessions.get(cookie(headers.cookie, COOKIE) ?? ''),
  }
  const setsCookie = { 'Set-Cookie': 'the session, and the currency' }
  const open = route({
    id: 'openSession',
    method: 'post',
    path: PATH,
    summary: 'Open a session, kept in a cookie',
    body: jsonBody(object({ name: text({ minLength: 1 }) }), { name: 'Ann' }),
    replies: { 201: { description: 'the session is open', schema: sessionSchema, headers: setsCookie } },
    handle({ body }) {
      const id = shop.draw('session', ++opened).slice(0, 24)
      remember(sessions, id, { id, name: body.name, visits: 0 }, KEPT)
      const cookies = [`${COOKIE}=${id}; Path=/api; Max-Age=3600; HttpOnly; SameSite=Lax`, 'currency=EUR; Path=/']
      return json(201, { name: body.name, visits: 0 }, { 'Set-Cookie': cookies })
    },
  })
  const read = route({
    id: 'readSession',
    method: 'get',
    path: PATH,
    summary: 'Who the session belongs to, and how often it was read',
    guard,
    replies: { 200: { description: 'the session', schema: sessionSchema } },
    handle({ caller }) {
      caller.visits += 1
      return json(200, { name: caller.name, visits: caller.visits })
    },
  })
  const close = route({
    id: 'closeSession',
    method: 'delete',
    path: PATH,
    summary: 'Close the session and clear its cookie',
    guard,
    replies: { 204: { description: 'the session is closed', headers: setsCookie } },
    handle({ caller }) {
      sessions.delete(caller.id)
      return empty(204, { 'Set-Cookie': `${COOKIE}=; Path=/api; Max-Age=0; HttpOnly; SameSite=Lax` })
    },
  })
  const description = 'A session in a cookie that scripts cannot read'
  return { name: 'session', description, refusalFormat: problem, routes: [open, read, close] }
}
