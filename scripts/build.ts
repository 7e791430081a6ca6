/** Bundles the command: one small file to start, and what it needs on demand beside it. */
import { chmod, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const cli = join(dirname(fileURLToPath(import.meta.url)), '../packages/cli')

const { version } = JSON.parse(await readFile(join(cli, 'package.json'), 'utf8')) as { version: string }

await rm(join(cli, 'dist'), { recursive: true, force: true })
await build({
  entryPoints: [join(cli, 'src/main.ts')],
  outdir: join(cli, 'dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  define: { MERLON_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  // Some libraries still ask for `require`.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
})
await chmod(join(cli, 'bin/merlon.js'), 0o755)
