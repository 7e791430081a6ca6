/** The commands in the order of help: what people do most comes first. */
import type { AnyCommand } from '../../packages/cli/src/command.ts'
import { defaultExports } from './output.ts'

export const COMMANDS = 'packages/cli/src/commands'

const ORDER = [
  'run',
  'check',
  'fmt',
  'list',
  'init',
  'import',
  'generate',
  'studio',
  'report',
  'components',
  'explain',
  'secret',
  'server',
  'worker',
  'demo-shop',
]

export async function commands(): Promise<{ file: string; value: AnyCommand }[]> {
  const found = await defaultExports<AnyCommand>(COMMANDS)
  const place = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)
  return found.sort((a, b) => place(a.value.name) - place(b.value.name) || (a.value.name < b.value.name ? -1 : 1))
}
