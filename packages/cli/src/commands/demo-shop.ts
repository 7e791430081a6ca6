import { demoLogin, startDemoShop } from '@merlon/demo-shop'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { wholeNumber } from '../run/workers.ts'
import { codeOf, reasonOf } from '../system-error.ts'

const PORT = 8377

async function start(port: number, host: string): ReturnType<typeof startDemoShop> {
  try {
    return await startDemoShop({ port, host })
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    throw new UsageError(`the shop cannot listen on ${host}:${port}: ${reasonOf(error)}`)
  }
}

/** Resolves when somebody wants the process to end. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

export default defineCommand({
  name: 'demo-shop',
  summary: 'Starts a small retail API to test against.',
  usage: '',
  details: 'It keeps everything in memory and runs until Ctrl-C. `merlon init` writes a project that tests it.',
  flags: {
    port: { type: 'text', value: 'N', summary: `Port to listen on (${PORT}); 0 takes a free one` },
    host: { type: 'text', value: 'ADDRESS', summary: 'Address to listen on (127.0.0.1)' },
  },
  examples: [['merlon demo-shop', 'on http://127.0.0.1:8377']],
  async run(args, given) {
    if (args.length > 0)
      throw new UsageError(
        `demo-shop takes no arguments, not '${args[0]}'`,
        '`merlon demo-shop --help` lists its flags',
      )
    const port = wholeNumber('port', given.port) ?? PORT
    if (port > 65_535) throw new UsageError(`--port takes a number up to 65535, not ${port}`)
    const stopped = stopAsked()
    const shop = await start(port, given.host ?? '127.0.0.1')
    const busy = port !== 0 && shop.port !== port ? `port ${port} is busy, so another one was taken\n` : ''
    process.stdout.write(
      `${busy}The demo shop is open at ${shop.url}\n\n  login    ${demoLogin.user} / ${demoLogin.password}, by POST /api/retail/user\n  API      ${shop.url}/openapi.json\n  tests    merlon run --var host=${shop.url}\n\nCtrl-C closes it.\n`,
    )
    await stopped
    await shop.stop()
    process.stdout.write('\nclosed\n')
    return exit.passed
  },
})
