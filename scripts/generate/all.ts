/** All generators, those first that others build on. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import cliReference from './cli-reference.ts'
import commandTable from './command-table.ts'
import componentReference from './component-reference.ts'
import componentTable from './component-table.ts'
import errorPages from './error-pages.ts'
import expressionReference from './expression-reference.ts'
import httpContract from './http-contract.ts'
import importerTable from './importer-table.ts'
import { type Output, root } from './output.ts'
import reporterTable from './reporter-table.ts'
import schemas from './schemas.ts'

const generators: readonly (() => Promise<Output[]>)[] = [
  errorPages,
  componentTable,
  reporterTable,
  importerTable,
  commandTable,
  schemas,
  httpContract,
  componentReference,
  expressionReference,
  cliReference,
]

const onDisk = (path: string): Promise<string | undefined> => readFile(join(root, path), 'utf8').catch(() => undefined)

/** Hands each file that is not as it should be to `differing`, one generator after the other. Returns how many files there are. */
export async function generate(
  differing: (output: Output) => Promise<void> | void,
  read: (path: string) => Promise<string | undefined> = onDisk,
): Promise<number> {
  let count = 0
  for (const generator of generators) {
    for (const output of await generator()) {
      count += 1
      if ((await read(output.path)) !== output.text) await differing(output)
    }
  }
  return count
}

export async function write({ path, text }: Output): Promise<void> {
  const full = join(root, path)
  await mkdir(dirname(full), { recursive: true })
  await writeFile(full, text)
}
