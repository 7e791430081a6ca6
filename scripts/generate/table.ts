/** A table in TypeScript from names to what lists need to know, with a way to load the rest. */
import { codeNote, type Output } from './output.ts'

export interface Entry {
  readonly key: string
  /** The module to load, as the table imports it. */
  readonly file: string
  readonly facts: Readonly<Record<string, unknown>>
}

interface Table {
  readonly name: string
  readonly summary?: string
  readonly type: string
  /** What stands above the table. */
  readonly head: string
  readonly entries: readonly Entry[]
}

const propertyName = (key: string): string => (/^\w+$/.test(key) ? key : `'${key}'`)

export function tableFile(path: string, { name, summary, type, head, entries }: Table): Output {
  const lines = entries.map(({ key, file, facts }) => {
    const known = Object.entries(facts).map(([fact, value]) => `${fact}: ${JSON.stringify(value)}`)
    return `  ${propertyName(key)}: { ${[...known, `load: async () => (await import('${file}')).default`].join(', ')} },`
  })
  const docstring = summary ? `/** ${summary} */\n` : ''
  const table = `${docstring}export const ${name}: Readonly<Record<string, ${type}>> = {\n${lines.join('\n')}\n}\n`
  return { path, text: `${codeNote}${head}\n${table}` }
}
