/** What `config` holds for requests: of the project, and over it of the test. */
import type { Context, InputOf } from '@merlon/engine'
import type { configOnlyFields, configurableFields } from './fields.ts'

export type Configured = InputOf<typeof configurableFields> & InputOf<typeof configOnlyFields>

/** The layers of `config`, the project's first. */
export function layersOf(context: Context): readonly Partial<Configured>[] {
  // `config` was compiled with these very fields.
  return context.plan.defaults as readonly Partial<Configured>[]
}

/** A default of `config`, the test's before the project's. */
export const configured = <K extends keyof Configured>(name: K, context: Context): Configured[K] | undefined =>
  layersOf(context).findLast((layer) => layer[name] !== undefined)?.[name]
