/** What can be done on every page. */
import { useLocation } from 'wouter'
import { addresses } from './addresses.ts'
import { useCommands } from './commands.ts'
import { HelpSheet, openHelp } from './help-sheet.tsx'
import { openPalette } from './palette.ts'

export function GlobalCommands() {
  const [, go] = useLocation()
  useCommands([
    { id: 'palette', title: 'Search or jump to…', group: 'Everywhere', keys: 'Mod+K', run: openPalette, hidden: true },
    { id: 'help', title: 'Shortcuts', group: 'Everywhere', keys: '?', run: openHelp },
    { id: 'go-tests', title: 'Go to tests', group: 'Everywhere', run: () => go(addresses.tests) },
    { id: 'go-runs', title: 'Go to runs', group: 'Everywhere', run: () => go(addresses.runs) },
    { id: 'go-requests', title: 'Go to requests', group: 'Everywhere', run: () => go(addresses.requests) },
    { id: 'go-vault', title: 'Go to the vault', group: 'Everywhere', run: () => go(addresses.vault) },
    { id: 'go-files', title: 'Go to files', group: 'Everywhere', run: () => go(addresses.files) },
  ])
  return <HelpSheet />
}
