import { clean } from '@merlon/protocol'
import { type CommandTable, defineCommand, UsageError } from '../command.ts'
import { candidates, type Shell, shells } from '../completion/candidates.ts'
import { scripts } from '../completion/scripts.ts'
import { exit } from '../exit.ts'

const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name)

/** Bash splits at `=`, and PowerShell cannot hand on an empty word. */
function wordsOf(given: readonly string[]): string[] {
  const words = given.map((word) => (word === '""' ? '' : word))
  const last = words.at(-1)
  if (last === '=') return [...words.slice(0, -1), '']
  return words.at(-2) === '=' ? [...words.slice(0, -2), last ?? ''] : words
}

async function answer(words: readonly string[], commands: CommandTable): Promise<void> {
  const { values, files } = await candidates(wordsOf(words), commands)
  const lines = values.map(({ value, about }) => `${clean(value)}\t${clean(about ?? '').replaceAll(/\s+/g, ' ')}`)
  process.stdout.write([...lines, ...(files ? [':files'] : [])].map((line) => `${line}\n`).join(''))
}

export default defineCommand({
  name: 'completion',
  summary: 'Teaches your shell to complete `merlon`.',
  usage: 'bash|zsh|fish|powershell',
  details:
    'Prints a script for the shell; its first line says where it goes. Commands, flags, environments, tags, secrets, components,\nerror codes and files are completed.',
  flags: {
    query: { type: 'boolean', summary: 'What the scripts ask: what may come next, given the words behind `--`' },
  },
  examples: [
    ['source <(merlon completion bash)', 'in ~/.bashrc'],
    ['source <(merlon completion zsh)', 'in ~/.zshrc, behind compinit'],
    ['merlon completion fish > ~/.config/fish/completions/merlon.fish', 'once'],
  ],
  async run(args, given, commands) {
    if (given.query) {
      await answer(args, commands)
      return exit.passed
    }
    const [shell, second] = args
    if (second !== undefined) throw new UsageError(`one shell is taught at a time, but '${second}' was named too`)
    if (shell === undefined || !isShell(shell))
      throw new UsageError(
        shell === undefined ? 'which shell?' : `'${shell}' is no shell that is known`,
        `there is ${shells.join(', ')}`,
      )
    process.stdout.write(scripts[shell])
    return exit.passed
  },
})
