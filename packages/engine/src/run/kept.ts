/**
 * What was in scope at one moment of a run, kept so that a later run can begin there: the variables that steps had set,
 * the loop elements around, the sessions, and what has to stay secret.
 *
 * Whoever watches a run gets these; they hold secrets as they are and never leave the process.
 */
import type { TextCodec } from '../ports.ts'
import { copyOf } from './copy.ts'
import type { Binding } from './scope.ts'
import { Secrets } from './secrets.ts'
import type { Session } from './sessions.ts'
import type { SetRun } from './set-run.ts'

export interface KeptScope {
  readonly variables: ReadonlyMap<string, Binding>
  readonly sessions: ReadonlyMap<string, Session>
  readonly secrets: readonly string[]
  /** How many loops with elements stood around. */
  readonly depth: number
}

/** A moment just before or after a step, in the order in which steps run. */
export interface Moment {
  readonly when: 'before' | 'after'
  readonly test: number
  readonly set: number
  /** Where the step begins in its file, in UTF-16 units. */
  readonly offset: number
  readonly file: string
  /** Names of the rounds around by number, outermost first. */
  readonly index: readonly number[] | undefined
  keep(): KeptScope
}

export type Watch = (moment: Moment) => void

export interface KeptVariable {
  readonly name: string
  /** As it is, secrets masked; undefined where it never arrived. */
  readonly value: unknown
  readonly from: string
}

/** The variables of a moment by name, secrets in their texts masked. */
export function keptVariables({ variables, secrets }: KeptScope, codec: TextCodec): KeptVariable[] {
  const masking = new Secrets(codec)
  for (const secret of secrets) masking.add(secret)
  return [...variables].flatMap(([name, { value, from, absent }]) =>
    absent === undefined ? [{ name, value: masking.data(value), from }] : [],
  )
}

/** The scope of a running input set at this moment. */
export function keepScope(run: SetRun): KeptScope {
  return {
    variables: new Map([...(run.around.before?.written() ?? []), ...run.scope.visible()]),
    sessions: run.sessions.all(),
    secrets: run.around.secrets.texts(),
    depth: run.frame.depth,
  }
}

/** Puts a run where another one stood. */
export function beginAt(run: SetRun, { variables, sessions, secrets, depth }: KeptScope): void {
  for (const secret of secrets) run.around.secrets.add(secret)
  // Copied, since scripts may change what they see; without origins, since those are steps of another run.
  for (const [name, binding] of variables)
    run.scope.bind(name, { ...binding, value: copyOf(binding.value), origin: undefined })
  for (const [name, session] of sessions) run.sessions.put(name, session)
  run.frame = { ...run.frame, depth }
}
