/** All shortcuts of this page, from the commands that it lends. */
import { Dialog } from '../ui/dialog.tsx'
import { Keys, keysText } from '../ui/keys.tsx'
import { type Command, useAllCommands } from './commands.ts'
import { createOpener } from './opener.ts'

const sheet = createOpener()
export const openHelp = sheet.open

export function byGroup(commands: readonly Command[]): [string, Command[]][] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  return [...groups]
}

export function HelpSheet() {
  const open = sheet.useOpen()
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined)
  return (
    <Dialog open={open} onClose={sheet.close} title="Shortcuts" size="medium">
      <div className="columns-2 gap-8">
        {byGroup(commands).map(([group, of]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold tracking-wide text-faint uppercase">{group}</h3>
            <dl>
              {of.map(({ id, title, keys = '' }) => (
                <div key={id} className="flex h-6.5 items-center gap-3">
                  <dt className="flex-1 truncate">{title}</dt>
                  <dd>
                    <Keys keys={keys} />
                    <span className="sr-only">{keysText(keys)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
