/** What the shop says about itself: a page for people, OpenAPI for programs. */

import { problem } from '../http/refusal.ts'
import { json, typed } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { openApi } from '../openapi.ts'
import { htmlPage } from '../page.ts'
import { anything, map, text } from '../schema/build.ts'

const HTML = 'text/html; charset=utf-8'

export function documents(allResources: () => readonly Resource[]): Resource {
  const page = route({
    id: 'getPage',
    method: 'get',
    path: '/',
    summary: 'What the shop offers, as a page',
    replies: { 200: { description: 'the page', schema: text(), contentType: HTML } },
    conditional: true,
    handle: () => typed(200, HTML, htmlPage(allResources())),
  })
  const document = route({
    id: 'getOpenApi',
    method: 'get',
    path: '/openapi.json',
    summary: 'What the shop offers, as OpenAPI 3.1',
    replies: { 200: { description: 'the document', schema: map(anything()) } },
    conditional: true,
    handle: () => json(200, openApi(allResources())),
  })
  const description = 'What the shop says about itself'
  return { name: 'documents', description, refusalFormat: problem, routes: [page, document] }
}
