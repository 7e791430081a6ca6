import { commands } from './commands.ts'
import type { Output } from './output.ts'
import { tableFile } from './table.ts'

export default async function commandTable(): Promise<Output[]> {
  const entries = (await commands()).map(({ file, value }) => ({
    key: value.name,
    file: `./commands/${file}.ts`,
    facts: { summary: value.summary },
  }))
  const table = {
    name: 'commandTable',
    type: '{ readonly summary: string; readonly load: () => Promise<AnyCommand> }',
    head: "import type { AnyCommand } from './command.ts'\n",
    entries,
  }
  return [tableFile('packages/cli/src/commands.generated.ts', table)]
}
