/** What is made from the contract of the HTTP API: the OpenAPI document, and the routes that the studio's pages load. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contract, type Endpoint } from '@merlon/protocol/http'
import { openApiDocument } from '@merlon/server'
import { codeNote, json, type Output, root } from './output.ts'

const ROUTES_NOTE =
  '/** Method and path of each operation. Pages load this in place of the contract and its validation. */\n'

export default async function httpContract(): Promise<Output[]> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const routes = Object.entries<Endpoint>(contract).map(
    ([name, { method, path }]) => `  ${name}: ['${method}', '${path}'],\n`,
  )
  return [
    { path: 'generated/openapi.json', text: json(openApiDocument(contract, version)) },
    {
      path: 'packages/web/src/api/routes.generated.ts',
      text: `${codeNote}${ROUTES_NOTE}export const routes = {\n${routes.join('')}} as const\n`,
    },
  ]
}
