import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceText } from './rules.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The sources of all packages. */
export function packageSources(): SourceText[] {
  const paths = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  return paths
    .map((path) => `packages/${path.replaceAll('\\', '/')}`)
    .filter((path) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** What each package lists as its dependencies. */
export function manifestDependencies(): Map<string, ReadonlySet<string>> {
  return new Map(
    readdirSync(join(root, 'packages')).map((name) => {
      const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Record<
        string,
        Record<string, string> | undefined
      >
      return [
        name,
        new Set([...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.devDependencies ?? {})]),
      ]
    }),
  )
}
