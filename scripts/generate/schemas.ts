/** JSON Schemas for editors and for readers of reports, and the catalog for the composer. */
import { catalogDocument, projectSchema, snippetSchema, testSchema } from '@merlon/engine'
import { reportSchema } from '@merlon/reporters'
import { readCatalog } from './catalog.ts'
import { json, type Output } from './output.ts'

export default async function schemas(): Promise<Output[]> {
  const catalog = await readCatalog()
  return [
    { path: 'generated/test.schema.json', text: json(testSchema(catalog)) },
    { path: 'generated/snippet.schema.json', text: json(snippetSchema(catalog)) },
    { path: 'generated/project.schema.json', text: json(projectSchema(catalog)) },
    { path: 'generated/report.schema.json', text: json(reportSchema()) },
    { path: 'generated/catalog.json', text: json(catalogDocument(catalog)) },
  ]
}
