/** Runs the command as it is shipped, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { builtCommand } from './build.ts'

export interface Finished {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly process: ChildProcess
  readonly finished: Promise<Finished>
  /** Resolves with what was written when standard output holds the text. */
  said(text: string): Promise<string>
}

export interface Invocation {
  /** What is piped into standard input; with null it stays open. */
  readonly input?: string | null
  readonly env?: Readonly<Record<string, string>>
  /** Where it is run, relative to the folder. */
  readonly cwd?: string
}

export interface Folder {
  readonly path: string
  start(args: readonly string[], invocation?: Invocation): Promise<Started>
  run(args: readonly string[], invocation?: Invocation): Promise<Finished>
  /** Runs a line of shell in which `merlon` is the command. */
  shell(line: string): Promise<Finished>
  /** Runs a line of shell on a terminal, whose keyboard is the process's standard input. Needs `script` of util-linux. */
  terminal(line: string): Promise<Started>
  write(files: Readonly<Record<string, string>>): void
  read(path: string): string
  exists(path: string): boolean
  names(path: string): string[]
}

/** Nothing of the machine that runs the tests may decide what the command says. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) }
}

function watch(child: ChildProcess): Started {
  let stdout = ''
  let stderr = ''
  let heard: () => void = () => undefined
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    heard()
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    heard()
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exit) => {
      resolve({ exit, stdout, stderr })
      heard()
    })
  })
  const said = async (text: string): Promise<string> => {
    while (!stdout.includes(text)) {
      if (child.exitCode !== null)
        throw new Error(`it ended with ${child.exitCode} and never said '${text}':\n${stdout}${stderr}`)
      await new Promise<void>((resolve) => (heard = resolve))
    }
    return stdout
  }
  return { process: child, finished, said }
}

/** A folder with files by path, removed when the test is over. */
export function folder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-cli-')))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), text)
    }
  }
  const begin = (
    command: string,
    args: readonly string[],
    { input = '', env = {}, cwd = '.' }: Invocation,
  ): Started => {
    const child = spawn(command, args, { cwd: join(path, cwd), env: { ...plainEnvironment(), ...env }, stdio: 'pipe' })
    onTestFinished(() => void child.kill('SIGKILL'))
    // It may end without having read what is piped in.
    child.stdin.on('error', () => undefined)
    if (input !== null) child.stdin.end(input)
    return watch(child)
  }
  const withMerlon = async (line: string): Promise<string[]> => [
    '-c',
    `merlon() { '${process.execPath}' '${await builtCommand()}' "$@"; }; ${line}`,
  ]
  const start: Folder['start'] = async (args, invocation = {}) =>
    begin(process.execPath, [await builtCommand(), ...args], invocation)
  write(files)
  return {
    path,
    start,
    write,
    run: async (args, invocation) => (await start(args, invocation)).finished,
    shell: async (line) => begin('bash', await withMerlon(line), {}).finished,
    async terminal(line) {
      const shell = await withMerlon(`export -f merlon; script -qec '${line}' /dev/null`)
      return begin('bash', shell, { input: null, env: { SHELL: '/bin/bash', TERM: 'xterm' } })
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    exists: (name) => existsSync(join(path, name)),
    names: (name) => (existsSync(join(path, name)) ? readdirSync(join(path, name)).sort() : []),
  }
}

/** A folder that is a project. */
export const project = (files: Readonly<Record<string, string>> = {}): Folder =>
  folder({ 'merlon.yaml': 'name: Example\n', ...files })

/** The text of a test that passes, sending nothing. */
export const passing = (name: string, more = ''): string =>
  `name: ${name}\n${more}steps:\n  - set: { var: one, value: 1 }\n  - assert: one == 1\n`

/** The text of a test that fails, sending nothing. */
export const failing = (name: string): string =>
  `name: ${name}\nsteps:\n  - set: { var: one, value: 1 }\n  - assert: one == 2\n`

/** Text with every time and seed replaced, which differ from run to run. */
export const timeless = (text: string): string =>
  text.replace(/\b\d[\d.,]* (?:ms|s|min)\b/g, 'T').replace(/seed \d+/g, 'seed N')
