import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()

test('the page names every route of the OpenAPI document', async () => {
  const reply = await call('GET', '/')
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const html = await reply.text()
  const { paths } = (await (await call('GET', '/openapi.json')).json()) as { paths: Record<string, object> }
  expect(Object.keys(paths).length).toBeGreaterThan(20)
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      expect(html).toContain(`<td>${method.toUpperCase()}</td><td><code>${path}</code></td>`)
    }
  }
})

test('the shop is healthy', async () => {
  expect(await (await call('GET', '/api/health')).json()).toEqual({ status: 'ok' })
})
