import type { MapNode } from '@merlon/language'
import type { Catalog } from '../catalog.ts'
import { type Fields, field } from '../fields.ts'
import type { RunLimits } from '../plan.ts'
import type { Compiler } from './compiler.ts'
import { compileObject } from './object.ts'

/** What `config` itself knows; the rest belongs to components. */
export const runFields = {
  timeout: field.duration('How long one input set may take (10min)'),
  maxFailures: field.whole('Failed steps after which an input set ends (100); 0 never ends it', { least: 0 }),
  maxIterations: field.whole('Bound of loops that have none of their own; 0 for none', { least: 0 }),
  seed: field.whole('Seed of everything random'),
  secretHeaders: field.list(field.text('Name of a header'), 'Headers whose values are masked in reports'),
} satisfies Fields

const DEFAULTS: RunLimits = { timeout: 600_000, maxFailures: 100 }

/** All fields that `config` may hold: the run's own and those of components. */
export function configFields(catalog: Catalog): Fields {
  return Object.assign({}, ...catalog.components.map((one) => one.configurable ?? {}), runFields)
}

export interface CompiledConfig {
  readonly limits: Partial<RunLimits>
  readonly secretHeaders: readonly string[]
  readonly defaults: Readonly<Record<string, unknown>>
}

/** Compiles one `config` map; expressions in it are read when a step asks for them. */
export function compileConfig(map: MapNode | undefined, compiler: Compiler): CompiledConfig {
  if (!map) return { limits: {}, secretHeaders: [], defaults: {} }
  const { input } = compileObject(
    map.entries,
    { fields: configFields(compiler.catalog), what: 'config', owner: map.span },
    compiler,
  )
  const limits: Record<string, number> = {}
  for (const name of ['timeout', 'maxFailures', 'maxIterations', 'seed']) {
    const value = input[name]
    if (typeof value === 'number') limits[name] = value
    else if (value !== undefined)
      compiler.reading.complain('wrong-type', `'${name}' of config cannot hold \`\${ }\``, map.span, {
        help: 'it is needed before any variable has a value',
      })
  }
  const secretHeaders = ((input.secretHeaders as readonly string[] | undefined) ?? []).map((name) => name.toLowerCase())
  const defaults = Object.fromEntries(Object.entries(input).filter(([name]) => !Object.hasOwn(runFields, name)))
  return { limits, secretHeaders, defaults }
}

/** Later ones win. */
export function mergeLimits(...limits: readonly Partial<RunLimits>[]): RunLimits {
  return Object.assign({}, DEFAULTS, ...limits)
}
