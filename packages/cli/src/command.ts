/**
 * A command as data: flags with their types and words; parsing, `--help` and the reference page are derived from it.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util'

export interface Flag {
  readonly type: 'boolean' | 'text' | 'list' | 'optional'
  readonly short?: string
  /** What stands for the value in help: `FILE`. */
  readonly value?: string
  readonly summary: string
  readonly group?: string
  /** Whether what follows an optional flag is its value; a number, where nothing is said. */
  readonly takes?: (next: string) => boolean
}

export type Flags = Readonly<Record<string, Flag>>

type ValueOf<F extends Flag> = F['type'] extends 'boolean'
  ? boolean
  : F['type'] extends 'list'
    ? readonly string[]
    : F['type'] extends 'optional'
      ? string | true | undefined
      : string | undefined

export type ValuesOf<F extends Flags> = { readonly [K in keyof F]: ValueOf<F[K]> }

export interface Command<F extends Flags = Flags> {
  readonly name: string
  readonly summary: string
  /** The arguments after the name, as help shows them: `[PATH...]`. */
  readonly usage: string
  readonly details?: string
  readonly flags: F
  readonly examples: readonly (readonly [command: string, what: string])[]
  /** Returns the exit code. `commands` are all there are, for one that speaks of others. */
  run(args: readonly string[], flags: ValuesOf<F>, commands: CommandTable): Promise<number>
}

export type CommandTable = Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<AnyCommand> }>
>

/** A command of whatever flags: `parseCommand` makes what its own `run` takes. */
export type AnyCommand = Omit<Command, 'run'> & {
  run(args: readonly string[], flags: never, commands: CommandTable): Promise<number>
}

export function defineCommand<const F extends Flags>(command: Command<F>): Command<F> {
  return command
}

/** Wrong usage: said on stderr with what to do, exit 2. */
export class UsageError extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.name = 'UsageError'
    this.help = help
  }
}

const helpFlag: Flag = { type: 'boolean', short: 'h', summary: 'Show this help' }

const isNumber = (text: string): boolean => /^\d+$/.test(text)

/** A flag whose value may be left out: `--bail` and `--bail 3`. */
function spreadOptional(argv: readonly string[], flags: Flags): string[] {
  const optional = new Map<string, Flag>(
    Object.entries(flags).flatMap(([name, flag]) => (flag.type === 'optional' ? [[`--${name}`, flag] as const] : [])),
  )
  const spread: string[] = []
  for (let at = 0; at < argv.length; at += 1) {
    const one = argv[at]!
    if (one === '--') return [...spread, ...argv.slice(at)]
    const flag = optional.get(one)
    const next = argv[at + 1]
    if (!flag) spread.push(one)
    else if (next !== undefined && (flag.takes ?? isNumber)(next)) spread.push(`${one}=${argv[(at += 1)]}`)
    else spread.push(`${one}=`)
  }
  return spread
}

/** Parses what follows the command's name. Throws a UsageError with a suggestion for what is not known. */
export async function parseCommand(
  command: AnyCommand,
  argv: readonly string[],
): Promise<{ args: string[]; flags: never; help: boolean }> {
  const all: Flags = { ...command.flags, help: helpFlag }
  const options: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, flag] of Object.entries(all)) {
    options[name] = {
      type: flag.type === 'boolean' ? 'boolean' : 'string',
      ...(flag.short ? { short: flag.short } : {}),
      ...(flag.type === 'list' ? { multiple: true } : {}),
    }
  }
  try {
    const { values, positionals } = parseArgs({
      args: spreadOptional(argv, command.flags),
      options,
      allowPositionals: true,
      strict: true,
    })
    const flags: Record<string, unknown> = {}
    for (const [name, { type }] of Object.entries(all)) {
      const value = values[name]
      if (type === 'boolean') flags[name] = value === true
      else if (type === 'list') flags[name] = value ?? []
      else flags[name] = type === 'optional' && value === '' ? true : value
    }
    // Each value was read by the type that its flag says.
    return { args: positionals, flags: flags as never, help: flags.help === true }
  } catch (error) {
    throw await explained(error, command, Object.keys(all))
  }
}

async function explained(error: unknown, command: AnyCommand, known: readonly string[]): Promise<unknown> {
  const code = (error as { code?: string }).code
  const message = error instanceof Error ? error.message : String(error)
  const name = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1] ?? ''
  const help = `\`merlon ${command.name} --help\` lists the flags`
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const { suggest } = await import('./suggestion.ts')
    const near = suggest(name.replace(/^-+/, ''), known)
    return new UsageError(`there is no flag '${name}'`, near ? `did you mean '--${near}'?` : help)
  }
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return new UsageError(
      /does not take an argument/.test(message) ? `'${name}' takes no value` : `'${name}' needs a value`,
      help,
    )
  return error
}

const PLACE = 30

function flagLine(name: string, flag: Flag): string {
  const value = flag.value ?? (flag.type === 'boolean' ? '' : 'VALUE')
  const shown = `${flag.short ? `-${flag.short}, ` : '    '}--${name}${value ? ` ${flag.type === 'optional' ? `[${value}]` : value}` : ''}`
  return shown.length < PLACE - 1
    ? `  ${shown.padEnd(PLACE)}${flag.summary}`
    : `  ${shown}\n  ${' '.repeat(PLACE)}${flag.summary}`
}

/** The text of `merlon NAME --help`. */
export function helpOf(command: AnyCommand): string {
  const flags = Object.entries({ ...command.flags, help: helpFlag })
  const groups = new Map<string, string[]>()
  for (const [name, flag] of flags) {
    const group = flag.group ?? 'Flags'
    groups.set(group, [...(groups.get(group) ?? []), flagLine(name, flag)])
  }
  const parts = [`${command.summary}\n\nUsage: merlon ${`${command.name} ${command.usage}`.trim()}`]
  if (command.details) parts.push(command.details)
  for (const [group, lines] of groups) parts.push(`${group}:\n${lines.join('\n')}`)
  const longest = Math.max(0, ...command.examples.map(([line]) => line.length))
  if (command.examples.length > 0)
    parts.push(`Examples:\n${command.examples.map(([line, what]) => `  ${line.padEnd(longest)}  ${what}`).join('\n')}`)
  return `${parts.join('\n\n')}\n`
}
