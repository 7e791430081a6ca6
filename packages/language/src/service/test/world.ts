/** A world to complete in: a response, a secret, helpers, snippets and files. */
import { readFileSync } from 'node:fs'
import type { CatalogDocument } from '@merlon/protocol'
import { knownNames } from '../../expression/known-names.ts'
import type { ServiceWorld, YamlContext } from '../world.ts'

const file = new URL('../../../../../generated/catalog.json', import.meta.url)

// The generated file is a catalog document; a test of the generator says so.
export const catalog = JSON.parse(readFileSync(file, 'utf8')) as CatalogDocument

export const names = knownNames()

export const payload = {
  Token: 'USERTOKEN12',
  'x-id': 7,
  user: { name: 'Ann', 'e mail': 'ann@shop.test' },
  items: [
    { id: 1, tags: ['a', 'b'] },
    { id: 2, tags: [] },
  ],
}

export const world: ServiceWorld = {
  variables: [
    { name: 'payload', value: payload, seen: true, from: 'step 1' },
    { name: 'product', value: 7, seen: true, from: 'input one shirt' },
    { name: 'host', value: 'http://shop.test', seen: true, from: 'vault' },
    { name: 'password', seen: true, secret: true, from: 'vault' },
    { name: 'cart', seen: false, from: 'step 4' },
  ],
  helpers: [
    {
      name: 'WSUtil',
      members: [
        { name: 'sha1', signature: 'sha1(text)', summary: 'The SHA-1 digest in hex' },
        { name: 'xml', signature: 'xml(text)' },
      ],
    },
    { name: 'jsonpath', members: [{ name: 'jsonpath', signature: 'jsonpath(value, path)', summary: 'RFC 9535' }] },
  ],
  snippets: [
    { name: 'log-in', params: ['user', 'password'] },
    { name: 'log-out', params: [] },
  ],
  files: ['products.csv', 'soap/get-stock.xml'],
}

export const context: YamlContext = { catalog, names, world, kind: 'test' }

/** A text without its caret, and where the caret stood: `|`, or `¦` in a text that has one. */
export function atCaret(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf(marked.includes('¦') ? '¦' : '|')
  if (offset < 0) throw new Error(`there is no caret in ${marked}`)
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset }
}
