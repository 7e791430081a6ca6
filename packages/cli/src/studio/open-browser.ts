import { spawn } from 'node:child_process'

/** The program that opens an address, with its arguments; undefined where there is nobody to look at a browser. */
function opener(address: string): readonly [program: string, ...string[]] | undefined {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env
  if (CI || !process.stdout.isTTY) return undefined
  if (process.platform === 'darwin') return ['open', address]
  // `start` would read `&` as the end of a command.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open', address] : undefined
}

/** Opens an address in a browser where there is one; that it cannot is no fault, since the address is printed too. */
export function openBrowser(address: string): void {
  const [program, ...args] = opener(address) ?? []
  if (program === undefined) return
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
