import { eachOutlineStep, outlineOf, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import generated from '../../../../../generated/catalog.json' with { type: 'json' }
import { cookiesOf } from './cookies.ts'
import { hexLines } from './hex.ts'
import { fileNameOf, requestFile } from './save-request.ts'

test('a cookie has its name, its value and what is said about it', () => {
  expect(
    cookiesOf([
      ['Set-Cookie', 'session=a=b; Path=/; HttpOnly'],
      ['Content-Type', 'text/html'],
      ['set-cookie', 'flag'],
    ]),
  ).toEqual([
    { name: 'session', value: 'a=b', attributes: ['Path=/', 'HttpOnly'] },
    { name: '', value: 'flag', attributes: [] },
  ])
})

test('bytes are shown in rows of sixteen, with the letters among them', () => {
  expect(hexLines(btoa('\x89PNG\r\n\x1a\nIHDR and more'))).toEqual([
    '00000000  89 50 4e 47 0d 0a 1a 0a 49 48 44 52 20 61 6e 64  .PNG....IHDR and',
    `00000010  20 6d 6f 72 65${' '.repeat(35)} more`,
  ])
  expect(hexLines(btoa('x'.repeat(5000)))).toHaveLength(32)
  expect(hexLines('')).toEqual([])
})

describe('a request that is saved', () => {
  const shapes = shapesOf(generated as unknown as CatalogDocument) // what the generator writes of it
  const saved = (text: string): string => requestFile(text, eachOutlineStep(outlineOf(text, shapes)).at(-1)!)

  test('is the step with the settings of its test', () => {
    const steps = 'steps:\n  - get: /a\n\n  # changes it\n  - put: { url: /cart, json: { a: 1 } }\n'
    const step = 'steps:\n  # changes it\n  - put: { url: /cart, json: { a: 1 } }\n'
    expect(saved(`name: Cart\nconfig:\n    baseUrl: ${'${host}'}/api\n    timeout: 5\n${steps}`)).toBe(
      `config:\n  baseUrl: ${'${host}'}/api\n  timeout: 5\n\n${step}`,
    )
    expect(saved(`config: { timeout: 5 }\n${steps}`)).toBe(`config: { timeout: 5 }\n\n${step}`)
    expect(saved(steps)).toBe(step)
  })

  test('is named after what it asks for', () => {
    expect(
      ['PUT /cart', 'POST http://127.0.0.1:80/api/user', 'GET ${host}/ä/b?c=1', 'GET http://shop'].map(fileNameOf),
    ).toEqual(['put-cart', 'post-api-user', 'get-a-b-c-1', 'get'])
  })
})
