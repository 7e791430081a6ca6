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

/** Leaves the data of other languages out of the one file; each is loaded by itself. */
const localesBeside: Plugin = {
  name: 'locales-beside',
  setup({ onResolve }) {
    // English is imported outright and stays inside.
    onResolve({ filter: LOCALE }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./locales/${LOCALE.exec(path)?.[1]}.js`, external: true } : undefined,
    )
  },
}

/** Leaves the server out of the one file, since only the studio needs it. */
const serverBeside: Plugin = {
  name: 'server-beside',
  setup({ onResolve }) {
    onResolve({ filter: /^@merlon\/server$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './studio.cjs', external: true } : undefined,
    )
  },
}

/** Leaves the language server's protocol out of the one file. */
const protocolBeside: Plugin = {
  name: 'protocol-beside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/protocol\.ts$/ }, ({ importer }) =>
      dirname(importer) === join(cli, 'src/lsp') ? { path: './lsp.cjs', external: true } : undefined,
    )
  },
}

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

/** Writes the bundle into `outdir`, an absolute path; what is there already stays. Rejects when something does not compile. */
export async function bundle(outdir: string): Promise<void> {
  await build({
    ...oneFile,
    entryPoints: [join(cli, 'src/main.ts')],
    outfile: join(outdir, 'main.cjs'),
    plugins: [localesBeside, serverBeside, protocolBeside],
    banner: { js: `${MODULE_URL}if(typeof importModule==="undefined")var importModule=(path)=>import(path);` },
  })
  // V8 forgets who may load modules for code that comes from its cache, so the launcher does it.
  const main = join(outdir, 'main.cjs')
  await writeFile(
    main,
    (await readFile(main, 'latin1')).replaceAll(/\bimport\("\.\/(?=locales\/|studio\.cjs")/g, 'importModule("./'),
    'latin1',
  )
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
