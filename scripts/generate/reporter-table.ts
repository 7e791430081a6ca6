import { defaultExports, type Output } from './output.ts'
import { tableFile } from './table.ts'

const FOLDER = 'packages/reporters/src'

const HEAD = `import type { Reporter } from './reporter.ts'

export interface ReporterEntry {
  readonly title: string
  readonly summary: string
  /** Of a report's file, without the dot. */
  readonly extension: string
  readonly load: () => Promise<Reporter>
}
`

export default async function reporterTable(): Promise<Output[]> {
  const reporters = await defaultExports<{ name: string; title: string; summary: string; extension: string }>(FOLDER)
  const entries = reporters.map(({ file, value: { name, title, summary, extension } }) => ({
    key: name,
    file: `./${file}.ts`,
    facts: { title, summary, extension },
  }))
  return [
    tableFile(`${FOLDER}/reporters.generated.ts`, {
      name: 'reporterTable',
      type: 'ReporterEntry',
      head: HEAD,
      entries,
    }),
  ]
}
