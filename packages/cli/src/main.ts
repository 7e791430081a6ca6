/** The command: finds what to do, loads only that. */
import { exit } from './exit.ts'

async function overview(): Promise<string> {
  const { commandTable } = await import('./commands.generated.ts')
  const names = Object.keys(commandTable)
  const longest = Math.max(...names.map((name) => name.length))
  const lines = names.map((name) => `  ${name.padEnd(longest)}  ${commandTable[name]?.summary ?? ''}`)
  return `Merlon tests APIs the way they are used, as whole flows.\n\nUsage: merlon COMMAND [ARGUMENTS]\n\nCommands:\n${lines.join('\n')}\n\n\`merlon COMMAND --help\` says more about one.\n`
}

async function execute(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv
  if (name === '' || name === '--help' || name === '-h' || name === 'help') {
    if (name === 'help' && rest[0] !== undefined) return execute([rest[0], '--help'])
    process.stdout.write(await overview())
    return name === '' ? exit.usage : exit.passed
  }
  const { commandTable } = await import('./commands.generated.ts')
  const entry = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined
  const { helpOf, parseCommand, UsageError } = await import('./command.ts')
  try {
    if (!entry) {
      const { suggest } = await import('./suggestion.ts')
      const near = suggest(name, Object.keys(commandTable))
      throw new UsageError(
        `there is no command '${name}'`,
        near ? `did you mean '${near}'?` : '`merlon --help` lists them',
      )
    }
    const command = await entry.load()
    const { args, flags, help } = await parseCommand(command, rest)
    if (help) {
      process.stdout.write(helpOf(command))
      return exit.passed
    }
    return await command.run(args, flags, commandTable)
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message, error.help)
    const { fileProblem } = await import('./system-error.ts')
    const problem = fileProblem(error)
    if (problem !== undefined) return complain(problem)
    process.stderr.write(
      `error: merlon itself broke; this is no fault of your tests\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return exit.errored
  }
}

function complain(message: string, help?: string): number {
  process.stderr.write(`error: ${message}\n${help === undefined ? '' : `  = help: ${help}\n`}`)
  return exit.usage
}

// A closed pipe (`merlon list | head`) is the reader's decision, not a fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

void execute(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
