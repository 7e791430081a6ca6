/** Says each large part of a schema once: requests share most of their fields, and an editor reads all of it. */
import type { Schema } from './schema.ts'

const WORTH_SHARING = 150

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Calls `visit` for the schemas of all fields, inner ones first. */
function eachField(
  value: unknown,
  visit: (name: string, schema: Schema, among: Record<string, unknown>) => void,
): void {
  if (Array.isArray(value)) for (const item of value) eachField(item, visit)
  if (!isMap(value)) return
  for (const [key, inside] of Object.entries(value)) {
    eachField(inside, visit)
    if (key !== 'properties' || !isMap(inside)) continue
    for (const [name, schema] of Object.entries(inside)) if (isMap(schema)) visit(name, schema, inside)
  }
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = `field-${name}`
  for (let n = 2; Object.hasOwn(taken, free); n += 1) free = `field-${name}-${n}`
  return free
}

/** A copy of a schema with `definitions` in which large fields that stand in several places refer to one definition. */
export function shareFields(schema: Schema & { readonly definitions: Readonly<Record<string, Schema>> }): Schema {
  // Plain JSON throughout, so that its text is a full copy, and equal texts are equal schemas.
  const copy = JSON.parse(JSON.stringify(schema)) as Schema & { definitions: Record<string, Schema> }
  const counts = new Map<string, number>()
  eachField(copy, (_name, one) => {
    const text = JSON.stringify(one)
    if (text.length >= WORTH_SHARING) counts.set(text, (counts.get(text) ?? 0) + 1)
  })
  const shared = new Map<string, string>()
  const definitions: Record<string, Schema> = {}
  // What stands inside a field was shared first, so the texts that were counted are kept beside the fields.
  const texts = new Map<Schema, string>()
  eachField(copy, (_name, one) => texts.set(one, JSON.stringify(one)))
  eachField(copy, (name, one, among) => {
    const text = texts.get(one) ?? ''
    if ((counts.get(text) ?? 0) < 2) return
    const known = shared.get(text) ?? freeName(name, { ...copy.definitions, ...definitions })
    if (!shared.has(text)) definitions[known] = one
    shared.set(text, known)
    among[name] = { description: one.description, $ref: `#/definitions/${known}` }
  })
  return { ...copy, definitions: { ...copy.definitions, ...definitions } }
}
