import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const web = fileURLToPath(new URL('../..', import.meta.url))
const packages = join(web, '..')
const cache = fileURLToPath(new URL('../../../../node_modules/.cache/merlon-web', import.meta.url))

const SOURCES = ['web/src', 'web/public', 'language/src', 'protocol/src']

/** What a page is made of; two pages of the same sources are the same page. */
function fingerprint(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of SOURCES) {
    const names = readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.sort()) {
      if (!/\.\w+$/.test(name) || /\.test\.tsx?$/.test(name)) continue
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(packages, folder, name)))
    }
  }
  for (const name of files) hash.update(readFileSync(join(packages, name)))
  return hash.digest('hex').slice(0, 16)
}

async function make(config: string, files: readonly string[]): Promise<string> {
  const folder = join(cache, fingerprint([...files, `web/${config}`]))
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const draft = join(cache, `draft-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await build({ configFile: join(web, config), build: { outDir: draft } })
  try {
    renameSync(draft, folder)
  } catch {
    // Another worker was quicker with the same page.
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

let studio: Promise<string> | undefined
let report: Promise<string> | undefined

/** The folder of the built web application, made once for the sources as they are. */
export function builtStudio(): Promise<string> {
  studio ??= make('vite.config.ts', ['web/index.html'])
  return studio
}

/** The path of the page that an HTML report fills, made once as well. */
export async function builtReportPage(): Promise<string> {
  report ??= make('vite.report.config.ts', ['web/report.html', '../generated/catalog.json'])
  return join(await report, 'report.html')
}
