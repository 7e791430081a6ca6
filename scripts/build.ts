/**
 * Bundles the command, the studio and the page of the HTML report, and lets the command run once, so that its code is in the
 * cache it starts from.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { startDemoShop } from '../packages/demo-shop/src/index.ts'
import { bundle, cli } from './bundle.ts'

const TEST = `steps:
  - post: { url: "\${host}/api/echo", json: { list: [1, 2] }, var: echo }
  - set: { var: list, value: "\${echo.json.list}", secret: false }
  - assert: list.length == 2 && echo_response.status == 200
  - assert-equals: { expression: echo.method, value: POST }
  - each: { expression: list, steps: [{ assert-is: { expression: _1, type: integer } }, { assert-exists: _1 }] }
`

/** What a first run compiles is kept for all later ones. */
async function warmUp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'merlon-build-'))
  const shop = await startDemoShop({ port: 0 })
  try {
    await mkdir(join(folder, 'tests'))
    await writeFile(join(folder, 'merlon.yaml'), 'name: build\n')
    await writeFile(join(folder, 'tests/one.yaml'), TEST)
    const args = [join(cli, 'bin/merlon.js'), 'run', '--var', `host=${shop.url}`, '--json', 'report.json']
    const run = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'pipe' })
    let said = ''
    for (const stream of [run.stdout, run.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
    const [code] = (await once(run, 'close')) as [number]
    if (code !== 0) throw new Error(`the command that was built does not run:\n${said}`)
  } finally {
    await shop.stop()
    await rm(folder, { recursive: true })
  }
}

await rm(join(cli, 'dist'), { recursive: true, force: true })
await bundle(join(cli, 'dist'))
await build({ configFile: join(cli, '../web/vite.config.ts') })
await build({ configFile: join(cli, '../web/vite.report.config.ts') })
await chmod(join(cli, 'bin/merlon.js'), 0o755)
await warmUp()
