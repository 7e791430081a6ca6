import type { Schema } from '../schema/build.ts'
import { mismatches } from '../schema/check.ts'
import { Refusal } from './refusal.ts'
import { namesInPath, type Route } from './route.ts'

/** The text values as the schema's members have them: numbers for numbers, defaults for what is not there. */
export function fromText(schema: Schema, given: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = Object.fromEntries(given)
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const value = given.get(name) ?? undefined
    const isNumber = (member.type === 'integer' || member.type === 'number') && /^-?\d+(\.\d+)?$/.test(value ?? '')
    if (value !== undefined) values[name] = isNumber ? Number(value) : value
    else if (member.default !== undefined) values[name] = member.default
  }
  return values
}

/** The route's parameters: one of the path that does not fit is a 404, one of the query a 400. */
export function readParameters(route: Route, inPath: Record<string, string>, query: URLSearchParams): unknown {
  const schema = route.parameters
  if (!schema) return {}
  const given = new URLSearchParams(query)
  for (const [name, value] of Object.entries(inPath)) given.set(name, value)
  const values = fromText(schema, given)
  const ofPath = new Set(namesInPath(route.path))
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const isRequired = schema.required?.includes(name) === true
    if (values[name] === undefined) {
      if (isRequired) throw new Refusal(400, `the query has no '${name}'`)
      continue
    }
    const wrong = mismatches(member, values[name], `'${name}'`)
    if (wrong.length > 0) throw new Refusal(ofPath.has(name) ? 404 : 400, wrong.join('; '))
  }
  return values
}
