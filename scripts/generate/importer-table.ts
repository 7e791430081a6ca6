import { defaultExports, type Output } from './output.ts'
import { tableFile } from './table.ts'

const FOLDER = 'packages/importers/src'

const HEAD = `import type { Importer } from './importer.ts'

export interface ImporterEntry {
  readonly title: string
  readonly summary: string
  readonly accepts: readonly string[]
  readonly load: () => Promise<Importer>
}
`

export default async function importerTable(): Promise<Output[]> {
  const importers = await defaultExports<{ kind: string; title: string; summary: string; accepts: readonly string[] }>(
    FOLDER,
  )
  const entries = importers.map(({ file, value: { kind, title, summary, accepts } }) => ({
    key: kind,
    file: `./${file}.ts`,
    facts: { title, summary, accepts },
  }))
  const summary = 'Every importer by kind, loaded when it is asked for.'
  return [
    tableFile(`${FOLDER}/importers.generated.ts`, {
      name: 'importerTable',
      summary,
      type: 'ImporterEntry',
      head: HEAD,
      entries,
    }),
  ]
}
