import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const web = fileURLToPath(new URL('../..', import.meta.url))
const packages = join(web, '..')
const cache = fileURLToPath(new URL('../../../../node_modules/.cache/merlon-web', import.meta.url))

/** What the page is made of; two pages of the same sources are the same page. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['web/src', 'web/public', 'language/src', 'protocol/src']) {
    const names = readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.sort()) {
      if (!/\.\w+$/.test(name) || /\.test\.tsx?$/.test(name)) continue
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(packages, folder, name)))
    }
  }
  for (const name of ['web/index.html', 'web/vite.config.ts']) hash.update(readFileSync(join(packages, name)))
  return hash.digest('hex').slice(0, 16)
}

async function make(): Promise<string> {
  const folder = join(cache, fingerprint())
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const draft = join(cache, `draft-${process.pid}-${Math.random().toString(36).slice(2)}`)
  await build({ configFile: join(web, 'vite.config.ts'), build: { outDir: draft } })
  try {
    renameSync(draft, folder)
  } catch {
    // Another worker was quicker with the same page.
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

let made: Promise<string> | undefined

/** The folder of the built web application, made once for the sources as they are. */
export function builtStudio(): Promise<string> {
  made ??= make()
  return made
}
