import type { Context } from '@merlon/engine'
import type { RequestInput } from './fields.ts'

/** The headers that an `auth` field stands for. */
export function authHeaders(auth: RequestInput['auth'], context: Context): readonly (readonly [string, string])[] {
  if (auth === undefined || typeof auth === 'string') return []
  if (auth.bearer) return [['Authorization', `Bearer ${context.text(auth.bearer, { missing: 'error' })}`]]
  if (!auth.basic) return []
  const { codec } = context.ports
  const user = context.text(auth.basic.username, { missing: 'error' })
  const password = context.text(auth.basic.password, { missing: 'error' })
  return [['Authorization', `Basic ${codec.toBase64(codec.encode(`${user}:${password}`))}`]]
}
