/** Compiles a map of fields: what is unknown, missing, or given twice over is said once, at the right place. */
import { type Entry, type Node, type Span, suggest } from '@merlon/language'
import type { AnyField, Fields } from '../fields.ts'
import type { Compiler } from './compiler.ts'
import { saysNothing } from './nothing.ts'

export interface ObjectRules {
  readonly fields: Fields
  /** What the map is, in messages: `get`, `retry`. */
  readonly what: string
  /** Where a missing field is reported. */
  readonly owner: Span
  readonly oneOf?: readonly (readonly string[])[]
  readonly atMostOneOf?: readonly (readonly string[])[]
  /** Older forms: unknown fields warn. */
  readonly lenient?: boolean
  /** Fields that come from elsewhere and so are not missing. */
  readonly provided?: readonly string[]
}

export interface CompiledObject {
  readonly input: Record<string, unknown>
  readonly nodes: Map<string, Node>
}

function resolveName(fields: Fields, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key
  return Object.keys(fields).find((name) => fields[name]?.aliases?.includes(key))
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function isRequired(one: AnyField): boolean {
  return one.required === true
}

class ObjectReader {
  readonly given = new Map<string, Entry>()
  private readonly rules: ObjectRules
  private readonly compiler: Compiler
  /** Required fields that an unknown key was probably meant to be: said once, at the key. */
  private readonly excused = new Set<string>()

  constructor(rules: ObjectRules, compiler: Compiler) {
    this.rules = rules
    this.compiler = compiler
  }

  take(entry: Entry): void {
    const { fields, what } = this.rules
    const name = resolveName(fields, entry.key.text)
    if (name === undefined) {
      this.unknown(entry)
      return
    }
    const before = this.given.get(name)
    // The same spelling twice is YAML's own mistake, and said there.
    if (before && before.key.text !== entry.key.text) {
      this.compiler.reading.complain('duplicate-key', `'${name}' of ${what} is given twice`, entry.key.span, {
        help: `'${entry.key.text}' is another spelling of it`,
      })
    }
    this.given.set(name, entry)
  }

  private unknown({ key }: Entry): void {
    const { fields, what, lenient } = this.rules
    const near = suggest(key.text, Object.keys(fields))
    // Where it only warns, something is still missing.
    if (near !== undefined && lenient !== true) this.excused.add(near)
    this.compiler.reading.complain('unknown-field', `${what} has no field '${key.text}'`, key.span, {
      ...(near ? { label: `did you mean '${near}'?` } : {}),
      help: near ? undefined : `it takes ${listed(Object.keys(fields).slice(0, 30))}`,
      warning: lenient === true,
    })
  }

  private has(name: string): boolean {
    const entry = this.given.get(name)
    const field = this.rules.fields[name]
    return entry !== undefined && field !== undefined && !saysNothing(field.spec, entry.value)
  }

  missing(): void {
    const { fields, what, owner, oneOf = [], atMostOneOf = [], provided = [] } = this.rules
    for (const [name, one] of Object.entries(fields)) {
      if (!isRequired(one) || this.has(name) || this.excused.has(name) || provided.includes(name)) continue
      this.compiler.reading.complain('missing-field', `${what} needs '${name}'`, owner, { help: one.summary })
    }
    for (const group of oneOf) {
      const there = group.filter((name) => this.has(name))
      if (there.length === 0 && !group.some((name) => this.excused.has(name))) {
        this.compiler.reading.complain('missing-field', `${what} needs ${listed(group)}`, owner)
      }
    }
    for (const group of [...oneOf, ...atMostOneOf]) {
      const [first, second] = group.filter((name) => this.has(name))
      if (first === undefined || second === undefined) continue
      const entry = this.given.get(second)
      this.compiler.reading.complain(
        'conflicting-fields',
        `${what} takes only one of '${first}' and '${second}'`,
        entry ? entry.key.span : owner,
      )
    }
  }
}

/** Compiles entries against fields. Fields with a fallback are always in the result. */
export function compileObject(entries: readonly Entry[], rules: ObjectRules, compiler: Compiler): CompiledObject {
  const reader = new ObjectReader(rules, compiler)
  for (const entry of entries) reader.take(entry)
  reader.missing()
  const input: Record<string, unknown> = {}
  const nodes = new Map<string, Node>()
  for (const [name, one] of Object.entries(rules.fields)) {
    const entry = reader.given.get(name)
    if (entry) nodes.set(name, entry.value)
    const compiled = entry && compiler.field(one, entry.value, `'${name}' of ${rules.what}`)
    if (compiled !== undefined) input[name] = compiled
    else if (one.fallback !== undefined) input[name] = one.fallback
  }
  return { input, nodes }
}
