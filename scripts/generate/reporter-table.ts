import type { Reporter } from '@merlon/reporters'
import { defaultExports, type Output } from './output.ts'
import { tableFile } from './table.ts'

const FOLDER = 'packages/reporters/src'

const HEAD = `import type { Reporter } from './reporter.ts'

export interface ReporterEntry {
  readonly title: string
  readonly summary: string
  /** Of a report's file, without the dot. */
  readonly extension: string
  /** What the flag of its name does; without it there is none. */
  readonly flag?: string
  readonly ci?: Reporter['ci']
  readonly load: () => Promise<Reporter>
}
`

/** What lists and flags know of a reporter without loading it. */
function factsOf({ title, summary, extension, flag, ci }: Reporter): Record<string, unknown> {
  return { title, summary, extension, ...(flag === undefined ? {} : { flag }), ...(ci === undefined ? {} : { ci }) }
}

export default async function reporterTable(): Promise<Output[]> {
  const reporters = await defaultExports<Reporter>(FOLDER)
  const entries = reporters.map(({ file, value }) => ({ key: value.name, file: `./${file}.ts`, facts: factsOf(value) }))
  const files = reporters.flatMap(({ value: { name, flag } }) => (flag === undefined ? [] : [`'${name}'`]))
  const union = `\n/** Those that a flag of their name writes into a file. */\nexport type FileReporter = ${files.join(' | ')}\n`
  return [
    tableFile(`${FOLDER}/reporters.generated.ts`, {
      name: 'reporterTable',
      type: 'ReporterEntry',
      head: HEAD + union,
      entries,
    }),
  ]
}
