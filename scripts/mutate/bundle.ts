/** Builds tests and the sources that they test into one file, with mutants in the sources. */
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { root } from '../generate/output.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { withMutants } from './schemata.ts'

export interface PlacedMutant extends Mutant {
  readonly id: number
  /** From the root of the repository. */
  readonly path: string
  readonly line: number
  readonly written: string
}

const here = join(root, 'scripts/mutate')
/** The first thing that runs: everything counts as seen until the tests are kept. */
const banner =
  'globalThis.$m = Object.assign((id) => { const m = globalThis.$m; if (m.seen) m.seen.add(id); return id === m.alive }, { alive: -1, seen: new Set() });'
/** What keeps results between calls would keep those of a mutant. */
const REMEMBER = 'packages/language/src/expression/remember.ts'

export function placedMutants(paths: readonly string[]): PlacedMutant[] {
  let id = 0
  return paths.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return mutantsOf(path, text).map((mutant) => ({
      ...mutant,
      id: id++,
      path,
      line: text.slice(0, mutant.start).split('\n').length,
      written: text.slice(mutant.start, mutant.end),
    }))
  })
}

function plugin(mutants: readonly PlacedMutant[], tests: readonly string[]): Plugin {
  const byPath = new Map<string, PlacedMutant[]>()
  for (const one of mutants) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one])
  return {
    name: 'mutants',
    setup(building) {
      building.onResolve({ filter: /^entry$/ }, () => ({ path: 'entry', namespace: 'entry' }))
      building.onLoad({ filter: /.*/, namespace: 'entry' }, () => ({
        contents: entryOf(tests),
        resolveDir: root,
        loader: 'ts',
      }))
      building.onResolve({ filter: /^(vitest|fast-check)$/ }, ({ path, importer }) =>
        importer.startsWith(here)
          ? { path, external: true }
          : { path: join(here, path === 'vitest' ? 'tests.ts' : 'fast-check.ts') },
      )
      building.onResolve({ filter: /^@merlon\// }, ({ path }) => ({ path: ownModule(path) }))
      // Node would want to be told that it is JSON.
      building.onResolve({ filter: /^[^./]/ }, ({ path }) =>
        path.endsWith('.json') ? undefined : { path, external: true },
      )
      building.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
        const name = relative(root, path)
        const text = readFileSync(path, 'utf8')
        const own = byPath.get(name)
        const contents =
          name === REMEMBER ? 'export const remembering = (one) => one' : own ? withMutants(text, own) : text
        return { contents: contents.replaceAll(', import.meta.url)', `, '${pathToFileURL(path)}')`), loader: 'ts' }
      })
    },
  }
}

function ownModule(specifier: string): string {
  const [, name = '', ...inner] = specifier.split('/')
  const folder = join(root, 'packages', name, 'src', ...inner)
  return existsSync(`${folder}.ts`) ? `${folder}.ts` : join(folder, 'index.ts')
}

function entryOf(tests: readonly string[]): string {
  const files = tests.map((path) => `file(${JSON.stringify(path)})\nawait import(${JSON.stringify(join(root, path))})`)
  const at = (name: string): string => JSON.stringify(join(here, name))
  return [`import { file } from ${at('tests.ts')}`, ...files, `await import(${at('worker.ts')})`].join('\n')
}

export async function buildTests(
  mutants: readonly PlacedMutant[],
  tests: readonly string[],
  outfile: string,
): Promise<void> {
  await build({
    entryPoints: ['entry'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: banner },
    plugins: [plugin(mutants, tests)],
    logLevel: 'error',
  })
}
