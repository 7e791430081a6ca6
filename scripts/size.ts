/** Prints what installing the command brings: its own files, since everything it needs is bundled. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '../packages/cli')
const files = ['bin', 'dist'].flatMap((folder) =>
  readdirSync(join(cli, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.cache'))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size),
)
const megabytes = files.reduce((sum, size) => sum + size, 0) / 1e6
console.log(`${files.length} files, ${megabytes.toFixed(1)} MB, no dependencies to install`)
