/** What a person chose on this computer and wants to find again: theme, environment, width of panes. */
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
const known = new Map<string, unknown>()

function read<T>(name: string, fallback: T): T {
  if (known.has(name)) return known.get(name) as T // written by `choose` or just below
  let value: unknown = fallback
  try {
    const text = localStorage.getItem(`merlon.${name}`)
    if (text !== null) value = JSON.parse(text)
  } catch {
    // A browser without storage, or something else wrote there: the fallback serves.
  }
  known.set(name, value)
  return value as T
}

export function choose(name: string, value: unknown): void {
  known.set(name, value)
  try {
    localStorage.setItem(`merlon.${name}`, JSON.stringify(value))
  } catch {
    // It then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

/** A choice and a way to change it. `fallback` must be the same value each time. */
export function useChoice<T>(name: string, fallback: T): [T, (value: T) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => read(name, fallback),
  )
  return [value, (next) => choose(name, next)]
}

export type Theme = 'system' | 'light' | 'dark'

const systemDark = matchMedia('(prefers-color-scheme: dark)')

function applyTheme(): void {
  const theme = read<Theme>('theme', 'system')
  const dark = theme === 'dark' || (theme === 'system' && systemDark.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** Keeps the page in the theme that was chosen; called once. */
export function followTheme(): void {
  applyTheme()
  systemDark.addEventListener('change', applyTheme)
  // Paper is white.
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.theme = 'light'
  })
  addEventListener('afterprint', applyTheme)
  listeners.add(applyTheme)
}
