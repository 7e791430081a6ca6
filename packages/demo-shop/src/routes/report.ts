import type { Product } from '../catalogue.ts'
import { problem } from '../http/refusal.ts'
import { typed } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

const COLUMNS = ['id', 'name', 'category', 'price', 'quantity', 'discount', 'description'] as const
const CSV = 'text/csv; charset=utf-8; header=present'

export function report({ catalogue }: Shop): Resource {
  const getReport = route({
    id: 'getReport',
    method: 'get',
    path: '/api/report.csv',
    summary: 'The stock as CSV (RFC 4180), with quoted fields and empty ones',
    replies: { 200: { description: `the columns ${COLUMNS.join(', ')}`, schema: text(), contentType: CSV } },
    conditional: true,
    handle: () => typed(200, CSV, [COLUMNS.join(','), ...catalogue.all.map(row), ''].join('\r\n')),
  })
  return { name: 'report', description: 'The stock as a table', refusalFormat: problem, routes: [getReport] }
}

function row(product: Product): string {
  return COLUMNS.map((column) => field(String(product[column] ?? ''))).join(',')
}

function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
