/** The real command, bundled once into a folder of its own, as it is packed: nothing of the repository is beside it. */
import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, cli } from '../../scripts/bundle.ts'

export interface Run {
  readonly exit: number | null
  /** Standard output, and after it standard error. */
  readonly shown: string
}

export interface Command {
  run(
    args: readonly string[],
    options: { cwd: string; env?: Readonly<Record<string, string>>; input?: string },
  ): Promise<Run>
  remove(): Promise<void>
}

/** The process's environment, without what would change what is shown. */
function calm(): NodeJS.ProcessEnv {
  const left = Object.entries(process.env).filter(
    ([name]) => !/^(CI|GITHUB_|MERLON_|FORCE_COLOR|NO_COLOR|COLUMNS|NODE_OPTIONS|.*_PROXY$)/i.test(name),
  )
  return Object.fromEntries(left)
}

export async function packedCommand(): Promise<Command> {
  const folder = await mkdtemp(join(tmpdir(), 'merlon-packed-'))
  await bundle(join(folder, 'dist'))
  await cp(join(cli, 'bin'), join(folder, 'bin'), { recursive: true })
  await cp(join(cli, 'package.json'), join(folder, 'package.json'))
  return {
    run: (args, { cwd, env = {}, input = '' }) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(folder, 'bin/merlon.js'), ...args], {
          cwd,
          env: { ...calm(), ...env },
        })
        const [out, error]: [string[], string[]] = [[], []]
        child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
        child.stderr.setEncoding('utf8').on('data', (text: string) => error.push(text))
        child.on('error', reject)
        child.on('close', (exit) => resolve({ exit, shown: [...out, ...error].join('') }))
        child.stdin.end(input)
      }),
    remove: () => rm(folder, { recursive: true }),
  }
}
