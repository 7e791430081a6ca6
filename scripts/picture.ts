/** Draws `docs/images/run.svg`: two tests of the Examples project, run against the demo shop, as a terminal shows it. */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startDemoShop } from '../packages/demo-shop/src/index.ts'
import { root } from './generate/output.ts'
import { terminalPicture } from './picture/svg.ts'

const SHOWN = 'docs/images/run.svg'
const ARGS = ['run', '-t', 'cart or fails-on-purpose']

/** What the command says, with colours; rejects unless it says that a test failed, as one is meant to. */
async function output(host: string): Promise<string> {
  const { NO_COLOR: _, ...environment } = process.env
  const child = spawn(process.execPath, [join(root, 'packages/cli/bin/merlon.js'), ...ARGS], {
    cwd: join(root, 'examples'),
    env: { ...environment, FORCE_COLOR: '1', MERLON_VAR_host: host },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const said = await text(child.stdout)
  const code = await closed
  if (code !== 1) throw new Error(`merlon ${ARGS.join(' ')} ended with ${code}, not with 1:\n${said}`)
  return said
}

const shop = await startDemoShop()
const said = await output(shop.url).finally(() => shop.stop())
const prompt = `\x1b[2m$\x1b[22m merlon ${ARGS.map((one) => (one.includes(' ') ? `"${one}"` : one)).join(' ')}`
const picture = terminalPicture(
  `${prompt}\n\n${said}`,
  'merlon runs two tests: one passes, and one that fails on purpose shows what is wrong, with the line of the file, the request and the values.',
)
await mkdir(dirname(join(root, SHOWN)), { recursive: true })
await writeFile(join(root, SHOWN), picture)
console.log(`wrote ${SHOWN}`)
