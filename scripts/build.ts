import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundle, cli } from './bundle.ts'

await rm(join(cli, 'dist'), { recursive: true, force: true })
await bundle(join(cli, 'dist'))
await chmod(join(cli, 'bin/merlon.js'), 0o755)
