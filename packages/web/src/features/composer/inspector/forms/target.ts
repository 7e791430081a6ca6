/** What a form reads and writes: the fields of a step, or other fields of the same kinds. */
import type { KnownNames, Path, ServiceWorld } from '@merlon/language'
import { createContext, useContext, useMemo } from 'react'

export interface FormTarget {
  readonly readOnly: boolean
  /** Names that only exist inside the step, such as a loop's element. */
  readonly locals?: readonly string[]
  /** What completion and previews know. */
  readonly world: ServiceWorld
  readonly names: KnownNames
  /** What a text will be where it stands now, in words: `will be`, `now`. */
  readonly tense: 'now' | 'will be'
  /** What the fields say is a secret, so previews say nothing. */
  readonly masked: boolean
  /** The value that is written at a path, at this moment; undefined where there is none. */
  read(path: Path): unknown
  /** How it is written. */
  source(path: Path): string
  /** Writes a value, as one change that can be undone; `undefined` removes it. */
  write(path: Path, entered: { readonly value: unknown; readonly source?: string }): void
  rename(path: Path, to: string): void
  /** What is wrong with a field. */
  errorAt(path: Path): string | undefined
  /** Moves a text to the vault and refers to it instead. */
  readonly toVault?: (path: Path, value: string, name: string, secret: boolean) => Promise<void>
}

export const TargetContext = createContext<FormTarget | undefined>(undefined)

export function useTarget(): FormTarget {
  const target = useContext(TargetContext)
  if (!target) throw new Error('a field stands inside a form')
  return target
}

/** The same target, in which what is emptied stays there, empty: an entry goes when it is removed, not when it is emptied. */
export function useKeptTarget(): FormTarget {
  const target = useTarget()
  return useMemo(
    () => ({
      ...target,
      // An entry that has no value yet is an empty field, not the text `""`.
      read: (path) => {
        const value = target.read(path)
        return value === '' ? undefined : value
      },
      write: (path, { value = '', ...how }) => target.write(path, { value, ...how }),
    }),
    [target],
  )
}

/** What a control gets from the row that it stands in. */
export interface ControlProps {
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}
