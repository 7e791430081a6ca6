/**
 * What can be done here, by name: the command palette, the help sheet and the keyboard all read this one list.
 *
 * A page lends its commands for as long as it is shown.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isMac } from '../ui/keys.tsx'

export interface Command {
  readonly id: string
  readonly title: string
  /** Groups the help sheet and the palette: `Composer`, `Go to`. */
  readonly group: string
  /** As `Mod+Shift+Enter`, `?`, `/`; `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys?: string
  readonly run: () => void
  readonly disabled?: boolean
  /** Also while somebody types into a field; those with `Mod` always do. */
  readonly whileTyping?: boolean
  /** Not offered in the palette: only a shortcut. */
  readonly hidden?: boolean
}

const lent = new Map<symbol, readonly Command[]>()
const listeners = new Set<() => void>()
let all: readonly Command[] = []

function refresh(): void {
  const byId = new Map<string, Command>()
  for (const commands of lent.values()) for (const command of commands) byId.set(command.id, command)
  all = [...byId.values()]
  for (const listener of listeners) listener()
}

/** Lends commands while the component is there. */
export function useCommands(commands: readonly Command[]): void {
  const key = useRef(Symbol('commands'))
  useEffect(() => {
    lent.set(key.current, commands)
    refresh()
  })
  useEffect(
    () => () => {
      lent.delete(key.current)
      refresh()
    },
    [],
  )
}

/** All commands of this moment. */
export const useAllCommands = (): readonly Command[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)))

/** The shortcut that a key press is, in the spelling of `Command.keys`. */
export function keysOf(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  // What Shift makes of a sign is the sign itself: `?`, not `Shift+?`.
  const shift = event.shiftKey && (key.length > 1 || /[A-Z]/.test(key))
  return [...(mod ? ['Mod'] : []), ...(event.altKey ? ['Alt'] : []), ...(shift ? ['Shift'] : []), key].join('+')
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const keys = keysOf(event)
  const typing = isTyping(event.target)
  const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null
  const command = all.find((one) => one.keys === keys && !one.disabled)
  if (!command || inDialog) return
  if (typing && !command.whileTyping && !keys.startsWith('Mod+')) return
  event.preventDefault()
  command.run()
}

/** Begins to listen to the keyboard; called once. */
export const listenToKeys = (): void => addEventListener('keydown', onKeyDown)
