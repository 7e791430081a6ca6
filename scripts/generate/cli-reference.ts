import type { AnyCommand, Flag } from '../../packages/cli/src/command.ts'
import { commands } from './commands.ts'
import { anchor, fenced, page, table } from './markdown.ts'
import { type Output, pageNote } from './output.ts'

function flagName(name: string, { type, short, value }: Flag): string {
  const shown = type === 'boolean' ? '' : type === 'optional' ? ` [${value ?? 'VALUE'}]` : ` ${value ?? 'VALUE'}`
  return `${short ? `\`-${short}\`, ` : ''}\`--${name}${shown}\``
}

function flagTables({ flags }: AnyCommand): string[] {
  const groups = new Map<string, string[][]>()
  for (const [name, flag] of Object.entries(flags)) {
    const group = flag.group ?? 'Flags'
    const repeatable = flag.type === 'list' && !/repeatable/.test(flag.summary) ? '; repeatable' : ''
    groups.set(group, [...(groups.get(group) ?? []), [flagName(name, flag), `${flag.summary}${repeatable}`]])
  }
  return [...groups].map(([group, rows]) => table([group, ''], rows))
}

function section(command: AnyCommand): string[] {
  const { name, summary, usage, details, examples } = command
  const longest = Math.max(0, ...examples.map(([line]) => line.length))
  return [
    `## merlon ${name}`,
    summary,
    fenced('sh', `merlon ${`${name} ${usage}`.trim()}`),
    ...(details ? [details] : []),
    ...flagTables(command),
    ...(examples.length > 0
      ? [fenced('sh', examples.map(([line, what]) => `${line.padEnd(longest)}  # ${what}`).join('\n'))]
      : []),
  ]
}

export default async function cliReference(): Promise<Output[]> {
  const all = (await commands()).map(({ value }) => value)
  const overview = table(
    ['Command', 'What it does'],
    all.map(({ name, summary }) => [`[merlon ${name}](#${anchor(`merlon ${name}`)})`, summary]),
  )
  const blocks = [
    overview,
    'Every command takes `--help`; `merlon --version` says which one this is.',
    ...all.flatMap(section),
  ]
  return [{ path: 'docs/reference/cli.md', text: pageNote + page('The command', blocks) }]
}
