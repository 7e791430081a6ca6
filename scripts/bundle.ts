/**
 * Bundles the command into one file that its launcher runs from V8's cache of compiled code, so that a start neither reads
 * dozens of modules nor compiles what the last one compiled. Fake data in other languages stands beside it, file by file,
 * and so does the studio's server.
 */
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

export const cli = join(dirname(fileURLToPath(import.meta.url)), '../packages/cli')

const LOCALE = /^@faker-js\/faker\/locale\/(\w+)$/

interface Beside {
  readonly filter: RegExp
  /** The file that stands beside, by the path that was imported. */
  readonly file: (path: string) => string
  /** A folder from which it is also imported outright: what stands there is itself loaded only when it is needed. */
  readonly from?: string
}

/** Leaves what few runs need out of the one file: it is loaded from a file of its own when it is first imported. */
const beside = (name: string, { filter, file, from }: Beside): Plugin => ({
  name: `${name}-beside`,
  setup({ onResolve }) {
    // What else is imported outright stays inside, such as English fake data.
    onResolve({ filter }, ({ path, kind, importer }) =>
      (from === undefined ? kind === 'dynamic-import' : dirname(importer) === from)
        ? { path: file(path), external: true }
        : undefined,
    )
  },
})

const localesBeside = beside('locales', { filter: LOCALE, file: (path) => `./locales/${LOCALE.exec(path)?.[1]}.js` })
const serverBeside = beside('server', { filter: /^@merlon\/server$/, file: () => './studio.cjs' })
const protocolBeside = beside('protocol', {
  filter: /^\.\/protocol\.ts$/,
  file: () => './lsp.cjs',
  from: join(cli, 'src/lsp'),
})

function localeEntries(): Record<string, string> {
  const english = createRequire(join(cli, '../components/package.json')).resolve('@faker-js/faker/locale/en_US')
  const names = readdirSync(dirname(english)).flatMap((file) => /^(\w+)\.c?js$/.exec(file)?.[1] ?? [])
  return Object.fromEntries(
    names.filter((name) => name !== 'en_US').map((name) => [name, `@faker-js/faker/locale/${name}`]),
  )
}

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const

/** For what is one file: it knows its own address by a name. */
const oneFile = { ...shared, format: 'cjs', define: { 'import.meta.url': 'moduleUrl' } } as const

const MODULE_URL = 'const moduleUrl=require("node:url").pathToFileURL(__filename).href;'

/** How the one file loads what is not in it. */
const LOADING =
  'if(typeof importModule==="undefined")var importModule=(path)=>import(path);const requireSoon=async(name)=>require(name);'

/** V8 lets no code that comes from its cache import anything: the launcher does it, and what Node brings is required. */
function forLauncher(code: string): string {
  const kept = code
    .replaceAll(/\bimport\("\.\/(?=locales\/|studio\.cjs"|lsp\.cjs")/g, 'importModule("./')
    .replaceAll(/\bimport\((?="node:[\w/]+"\))/g, 'requireSoon(')
  const [left] = /\bimport\(["'`].{0,40}/.exec(kept) ?? []
  if (left !== undefined) throw new Error(`the command could not load this when it runs from the cache: ${left}`)
  return kept
}

/** Writes the bundle into `outdir`, an absolute path; what is there already stays. Rejects when something does not compile. */
export async function bundle(outdir: string): Promise<void> {
  await build({
    ...oneFile,
    entryPoints: [join(cli, 'src/main.ts')],
    outfile: join(outdir, 'main.cjs'),
    plugins: [localesBeside, serverBeside, protocolBeside],
    banner: { js: `${MODULE_URL}${LOADING}` },
  })
  const main = join(outdir, 'main.cjs')
  await writeFile(main, forLauncher(await readFile(main, 'latin1')), 'latin1')
  await build({
    ...oneFile,
    entryPoints: [join(cli, '../server/src/index.ts')],
    outfile: join(outdir, 'studio.cjs'),
    plugins: [localesBeside],
    banner: { js: MODULE_URL },
  })
  await build({
    ...oneFile,
    entryPoints: [join(cli, 'src/lsp/protocol.ts')],
    outfile: join(outdir, 'lsp.cjs'),
    banner: { js: MODULE_URL },
  })
  await build({
    ...shared,
    absWorkingDir: join(cli, '../components'),
    entryPoints: localeEntries(),
    outdir: join(outdir, 'locales'),
    format: 'esm',
    splitting: true,
  })
}
