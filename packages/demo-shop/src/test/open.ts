/** For tests: a shop on a free port that closes after the file's tests, and a short way to call it. */
import { afterAll, beforeAll } from 'vitest'
import { type DemoShop, type DemoShopOptions, startDemoShop } from '../index.ts'

type Call = (
  method: string,
  path: string,
  options?: { headers?: Record<string, string>; json?: unknown } & RequestInit,
) => Promise<Response>

/** A function that calls the shop of this file; redirects are not followed. */
export function openShop(options: DemoShopOptions = {}): Call {
  let shop: DemoShop | undefined
  beforeAll(async () => {
    shop = await startDemoShop({ port: 0, ...options })
  })
  afterAll(() => shop?.stop())
  return (method, path, { json, headers, ...rest } = {}) => {
    const withJson = json === undefined ? {} : { body: JSON.stringify(json) }
    const type = json === undefined ? {} : { 'Content-Type': 'application/json' }
    return fetch(`${shop?.url}${path}`, {
      method,
      redirect: 'manual',
      ...withJson,
      headers: { ...type, ...headers },
      ...rest,
    })
  }
}

/** The usertoken header of a new login. */
export async function logIn(call: Call): Promise<{ usertoken: string }> {
  const reply = await call('POST', '/api/retail/user', { json: { user: 'ann', password: 'ann-demo-password' } })
  const { Token } = (await reply.json()) as { Token: string }
  return { usertoken: Token }
}
