/** What the parts of the composer share: the document, what is selected, what the last run said, and how to run. */
import type { CatalogDocument, ComponentDocument, SetReport, StepReport } from '@merlon/protocol'
import type { AnswerOf, Contract } from '@merlon/protocol/http'
import { createContext, useContext } from 'react'
import type { DocumentSession, StepId } from '../../document/session.ts'
import type { RunResults } from '../../run/results.ts'

export type Language = AnswerOf<Contract['getLanguage']>

export type View = 'steps' | 'inputs' | 'code'

/** One round of the loops around a step, as the author picks it. */
export interface RoundChoice {
  readonly index: readonly number[]
  readonly label: string
  readonly outcome: NonNullable<StepReport['status']> | 'running'
}

/** What a step did when it last ran, in the input set and round that are being looked at. */
export interface StepResult {
  readonly run: string
  readonly test: number
  readonly set: SetReport
  readonly step: StepReport
  /** All rounds in which it ran; one where it stands in no loop. */
  readonly rounds: readonly RoundChoice[]
  /** The step was edited since. */
  readonly stale: boolean
}

export interface Composer {
  readonly session: DocumentSession
  readonly language: Language
  component(name: string): ComponentDocument | undefined
  readonly environment: string
  readonly view: View
  setView(view: View): void
  /** Selected steps; the last one is in the inspector. */
  readonly selection: readonly StepId[]
  select(ids: readonly StepId[]): void
  /** Shows a step and puts the focus on its card. */
  reveal(id: StepId): void
  /** Opens the code view at a line, from 1. */
  showInCode(line: number): void
  result(id: StepId): StepResult | undefined
  /** All that is known of runs; `result` is its short form. */
  readonly results: RunResults
  /** Picks the round that is looked at inside a loop. */
  pickRound(loop: StepId, index: readonly number[]): void
  /** The input set that is looked at and, where it is not all of them, that runs. */
  readonly inputSet: string | undefined
  pickInputSet(name: string | undefined): void
  readonly running: string | undefined
  /** Runs all of it, or a part that `place` names, with the variables of the last run. */
  run(part?: { readonly step: StepId; readonly mode: 'to' | 'from' | 'only' }): Promise<void>
  stop(): void
  /** Carries out a change and says so where it cannot be done. True when it was done. */
  edit(label: string, change: Parameters<DocumentSession['edit']>[0], merge?: string): boolean
}

export const ComposerContext = createContext<Composer | undefined>(undefined)

export function useComposer(): Composer {
  const composer = useContext(ComposerContext)
  if (!composer) throw new Error('this part of the page stands inside a composer')
  return composer
}

/** Components by name, older names included. */
export function componentsByName(catalog: CatalogDocument): ReadonlyMap<string, ComponentDocument> {
  return new Map(catalog.components.flatMap((one) => [one.name, ...one.olderNames].map((name) => [name, one] as const)))
}
