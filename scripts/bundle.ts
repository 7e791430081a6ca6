/** Bundles the command: one small file to start, and what it needs on demand beside it. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const cli = join(dirname(fileURLToPath(import.meta.url)), '../packages/cli')

/** Writes the bundle into `outdir`, an absolute path; what is there already stays. Rejects when something does not compile. */
export async function bundle(outdir: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(cli, 'package.json'), 'utf8')) as { version: string }
  await build({
    entryPoints: [join(cli, 'src/main.ts')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    define: { MERLON_VERSION: JSON.stringify(version) },
    legalComments: 'none',
    // Some libraries still ask for `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
}
