/** Every YAML file of the examples and the acceptance projects that stands in today's form. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FileKind } from '../world.ts'

export interface ExampleFile {
  readonly path: string
  readonly text: string
  readonly kind: FileKind
}

const root = fileURLToPath(new URL('../../../../../', import.meta.url))

function kindOf(path: string): FileKind | undefined {
  if (/\/older|unit\.yaml|input\.yaml/.test(path)) return undefined
  if (path.includes('/tests/')) return 'test'
  if (path.includes('/snippets/')) return 'snippet'
  return /vault\.yaml$|\/environments\//.test(path) ? 'variables' : undefined
}

function filesBelow(folder: string): ExampleFile[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).flatMap((name): ExampleFile[] => {
    const path = `${folder}/${name}`.replaceAll('\\', '/')
    const kind = path.endsWith('.yaml') ? kindOf(path) : undefined
    return kind ? [{ path, kind, text: readFileSync(`${root}${path}`, 'utf8') }] : []
  })
}

export const exampleFiles: readonly ExampleFile[] = [...filesBelow('examples'), ...filesBelow('acceptance')]
