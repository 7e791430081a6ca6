/** A thing that is open or not and that anything may open: the help sheet, the palette. */
import { useSyncExternalStore } from 'react'

export interface Opener {
  readonly open: () => void
  readonly close: () => void
  readonly useOpen: () => boolean
}

export function createOpener(): Opener {
  let isOpen = false
  const listeners = new Set<() => void>()
  const become = (next: boolean): void => {
    isOpen = next
    for (const listener of listeners) listener()
  }
  return {
    open: () => become(true),
    close: () => become(false),
    useOpen: () =>
      useSyncExternalStore(
        (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        () => isOpen,
      ),
  }
}
