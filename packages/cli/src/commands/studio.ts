import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProject, shownPath } from '@merlon/host'
import manifest from '../../package.json' with { type: 'json' }
import { defineCommand, UsageError, type ValuesOf } from '../command.ts'
import { exit } from '../exit.ts'
import { wholeNumber } from '../run/workers.ts'
import { openBrowser } from '../studio/open-browser.ts'
import { stopAsked } from '../studio/stop-asked.ts'

const flags = {
  port: { type: 'text', value: 'N', summary: 'Port to listen on (4700, or the next one that is free); 0 takes any' },
  env: { type: 'text', short: 'e', value: 'NAME', summary: 'The environment to begin with' },
  'no-open': { type: 'boolean', summary: 'Do not open a browser' },
} as const

/** The built web application beside the bundle. */
const assets = fileURLToPath(new URL('./studio', import.meta.url))

/** The folder to open, and the page to begin with. */
function placeOf(path: string): { readonly folder: string; readonly page?: string } {
  const full = resolve(path)
  const found = statSync(full, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`there is no '${path}'`, 'name the folder of a project, or one of its tests')
  const project = findProject(full)
  if (found.isDirectory()) return { folder: project ?? full }
  const shown = project === undefined ? '' : shownPath(full, project)
  const name = /^tests\/(.+)\.ya?ml$/.exec(shown)?.[1]
  if (project === undefined || name === undefined)
    throw new UsageError(`'${path}' is no test of a project`, 'tests are .yaml files under `tests/`')
  return { folder: project, page: `/test/${name.split('/').map(encodeURIComponent).join('/')}` }
}

async function serve(path: string, given: ValuesOf<typeof flags>): Promise<number> {
  const { folder, page } = placeOf(path)
  const port = wholeNumber('port', given.port)
  if (port !== undefined && port > 65_535) throw new UsageError(`--port takes a number up to 65535, not ${port}`)
  const stopped = stopAsked()
  const { PortError, startStudio } = await import('@merlon/server')
  const studio = await startStudio({
    folder,
    assets,
    version: manifest.version,
    ...(port === undefined ? {} : { port }),
    ...(given.env === undefined ? {} : { environment: given.env }),
  }).catch((error: unknown) => {
    throw error instanceof PortError ? new UsageError(error.message) : error
  })
  const link = page === undefined ? studio.link : studio.newLink(page)
  process.stdout.write(
    `Merlon studio: ${link}\n\n  project  ${folder}\n\nThe address opens once. Ctrl-C closes the studio.\n`,
  )
  if (!given['no-open']) openBrowser(link)
  await stopped
  await studio.close()
  process.stdout.write('\nclosed\n')
  return exit.passed
}

export default defineCommand({
  name: 'studio',
  summary: 'Opens the studio: composing, running and reading tests in a browser.',
  usage: '[FOLDER|TEST]',
  details:
    'It serves the project around FOLDER, or this folder as it is where there is none: `merlon.yaml` is written with the first\nfile that is saved. It listens on this machine only, and the address that it prints opens it once. Runs that go on when it is\nclosed are stopped, and clean up.',
  flags,
  examples: [
    ['merlon studio', 'the project around this folder'],
    ['merlon studio tests/cart/add.yaml', 'one test'],
    ['merlon studio --port 4800 --no-open', 'at another port, and print the address only'],
  ],
  async run(args, given) {
    const [path = '.', second] = args
    if (second !== undefined) throw new UsageError(`one project is opened at a time, but '${second}' was named too`)
    return serve(path, given)
  },
})
