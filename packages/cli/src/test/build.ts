import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle, cli } from '../../../../scripts/bundle.ts'

const HOUR = 3_600_000

/** As the build made it; only it takes the tools of the web application. */
const reportPage = join(cli, 'dist/report.html')

const cache = fileURLToPath(new URL('../../../../node_modules/.cache/merlon-cli', import.meta.url))

async function build(): Promise<string> {
  mkdirSync(cache, { recursive: true })
  // Workers of tests are ended without a chance to clean up after themselves.
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - HOUR)
      rmSync(path, { recursive: true, force: true })
  }
  const folder = mkdtempSync(join(cache, 'dist-'))
  await bundle(join(folder, 'dist'))
  copyFileSync(reportPage, join(folder, 'dist/report.html'))
  // Its launcher does not run the bundle as Node would: what only one of them can do must not pass.
  cpSync(join(cli, 'bin'), join(folder, 'bin'), { recursive: true })
  copyFileSync(join(cli, 'package.json'), join(folder, 'package.json'))
  return join(folder, 'bin/merlon.js')
}

let built: Promise<string> | undefined

/** The path of the command as it is shipped, built once for all tests of a worker. */
export function builtCommand(): Promise<string> {
  built ??= build()
  return built
}
