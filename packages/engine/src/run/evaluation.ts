/** Fills expressions, templates and values from a scope, under the rules for what is missing. */
import {
  type Environment,
  type Expression,
  ExpressionError,
  explainMissing,
  type HelperObject,
  type Operand,
  type Realm,
  suggest,
  type Template,
  textOf,
} from '@merlon/language'
import { StepFault } from '../faults.ts'
import type { ValuePlan } from '../fields.ts'
import type { Scope } from './scope.ts'

export interface TraceResult {
  readonly value: unknown
  readonly operands: readonly Operand[]
}

/** What to do where a member of something that exists is missing or null. */
export type OnMissing = 'notice' | 'error' | 'empty'

export interface Filling {
  readonly scope: Scope
  readonly environment: Environment
  readonly missing: OnMissing
  /** Told of each part of a value that is exactly one `${ }` and comes out missing. */
  readonly missed?: ((source: string) => void) | undefined
  notice(text: string): void
}

export type HelperLoader = (name: string) => Promise<HelperObject | undefined>

/** The run's clock, chance and helper objects, as expressions see them. */
export class RunRealm implements Realm {
  readonly now: () => number
  private draw: () => number
  private readonly load: HelperLoader
  private readonly helpers: Map<string, HelperObject>

  constructor(now: () => number, random: () => number, load: HelperLoader, helpers = new Map<string, HelperObject>()) {
    this.now = now
    this.draw = random
    this.load = load
    this.helpers = helpers
  }

  readonly random = (): number => this.draw()

  /** The same realm, with chance of its own. */
  branch(random: () => number): RunRealm {
    return new RunRealm(this.now, random, this.load, this.helpers)
  }

  /** Draws from another generator for as long as `work` takes. */
  drawing<T>(random: () => number, work: () => T): T {
    const { draw } = this
    this.draw = random
    try {
      return work()
    } finally {
      this.draw = draw
    }
  }

  helper(name: string): HelperObject | undefined {
    return this.helpers.get(name)
  }

  /** Loads helper objects before expressions that mention them are evaluated. */
  async prepare(names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (this.helpers.has(name)) continue
      const helper = await this.load(name)
      if (helper) this.helpers.set(name, helper)
    }
  }
}

/** An expression's own mistakes become the step's. */
export function asFault(error: unknown, offset = 0): unknown {
  if (!(error instanceof ExpressionError)) return error
  const part =
    error.start === undefined ? undefined : ([offset + error.start, offset + (error.end ?? error.start + 1)] as const)
  return new StepFault(error.message, { help: error.help, part })
}

function unknownVariable(name: string, scope: Scope): StepFault {
  const near = suggest(name, scope.names())
  return new StepFault(`there is no variable '${name}'`, {
    help: near ? `did you mean '${near}'?` : 'set it in an earlier step, the inputs, the vault or an environment',
  })
}

function requireVariables(template: Template, { scope, missing }: Filling): void {
  if (missing === 'empty') return
  for (const name of template.required) if (!scope.has(name)) throw unknownVariable(name, scope)
}

/** Fills a template's text. */
export function fillText(template: Template, filling: Filling): string {
  if (template.constant !== undefined) return template.constant
  requireVariables(template, filling)
  let text = ''
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    let value: unknown
    try {
      value = part.expression.evaluate(filling.environment)
    } catch (error) {
      throw asFault(error, part.at)
    }
    if (value === undefined || value === null) missingPart(part.expression, value, filling)
    else text += textOf(value)
  }
  return text
}

function missingPart(
  expression: Expression,
  value: null | undefined,
  { missing, notice, environment, scope }: Filling,
): void {
  const source = expression.source.trim()
  if (missing === 'error') {
    const what =
      value === null ? `${source} is null` : explainMissing(expression.resolve(environment), source, scope.names())
    throw new StepFault(what, { help: "where it may be empty, write `${ … ?? '' }`" })
  }
  notice(`\`${source}\` is ${value === null ? 'null' : 'missing'}, so it is empty here`)
}

/** A missing member of something that exists is null as a whole value; whoever asks to be told gets it as it is. */
function missingWhole(template: Template, single: Expression, { missed, notice }: Filling): null | undefined {
  if (missed) missed(template.source.trim())
  if (missed || !single.isPath) return undefined
  notice(`\`${single.source.trim()}\` is missing, so it is null here`)
  return null
}

/** Fills a value; what is exactly one `${ }` keeps its type, and members that come out `undefined` are dropped. */
export function fillValue(plan: ValuePlan, filling: Filling): unknown {
  switch (plan.is) {
    case 'constant':
      return plan.value
    case 'text': {
      const { single } = plan.template
      if (!single) return fillText(plan.template, filling)
      requireVariables(plan.template, filling)
      try {
        const value = single.evaluate(filling.environment)
        return value === undefined ? missingWhole(plan.template, single, filling) : value
      } catch (error) {
        const [part] = plan.template.parts
        throw asFault(error, typeof part === 'object' ? part.at : 0)
      }
    }
    case 'list':
      return plan.items.map((item) => fillValue(item, filling) ?? null)
    case 'map': {
      const entries = plan.entries.map(
        ({ key, value }) =>
          [typeof key === 'string' ? key : fillText(key, filling), fillValue(value, filling)] as const,
      )
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
    }
  }
}
