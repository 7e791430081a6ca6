import type { Schema } from './build.ts'

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** What in `value` does not follow `schema`, one sentence each; `where` names the value in them. */
export function mismatches(schema: Schema, value: unknown, where: string): string[] {
  if (schema.type !== undefined && !isOfType(schema.type, value)) {
    return [`${where} must be ${article(schema.type)}, but is ${shown(value)}`]
  }
  if (schema.enum && !schema.enum.some((one) => one === value)) {
    return [`${where} must be one of ${schema.enum.join(', ')}, but is ${shown(value)}`]
  }
  if (typeof value === 'number') return numberMismatches(schema, value, where)
  if (typeof value === 'string') return textMismatches(schema, value, where)
  if (Array.isArray(value)) return listMismatches(schema, value, where)
  return isObject(value) ? objectMismatches(schema, value, where) : []
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOfType(type: NonNullable<Schema['type']>, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'integer') return Number.isSafeInteger(value)
  return typeof value === type
}

function numberMismatches(schema: Schema, value: number, where: string): string[] {
  const { minimum, maximum } = schema
  if (minimum !== undefined && value < minimum) return [`${where} must be at least ${minimum}, but is ${value}`]
  if (maximum !== undefined && value > maximum) return [`${where} must be at most ${maximum}, but is ${value}`]
  return []
}

function textMismatches(schema: Schema, value: string, where: string): string[] {
  if (schema.minLength !== undefined && value.length < schema.minLength) return [`${where} must not be empty`]
  const fits =
    (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)) &&
    (schema.format !== 'date-time' || DATE_TIME.test(value)) &&
    (schema.format !== 'uri' || URL.canParse(value))
  return fits ? [] : [`${where} must be ${schema.format ?? `like ${schema.pattern}`}, but is ${shown(value)}`]
}

function listMismatches(schema: Schema, value: readonly unknown[], where: string): string[] {
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    return [`${where} must have at least ${schema.minItems} element${schema.minItems === 1 ? '' : 's'}`]
  }
  const { items } = schema
  return items ? value.flatMap((element, index) => mismatches(items, element, `${where}[${index}]`)) : []
}

function objectMismatches(schema: Schema, value: Readonly<Record<string, unknown>>, where: string): string[] {
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${where} has no member '${name}'`)
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const own = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
    const rule = own ?? schema.additionalProperties
    if (rule === false) return [`${where} has a member '${name}' that nobody expects`]
    return rule ? mismatches(rule, member, `'${name}' of ${where}`) : []
  })
  return [...missing, ...wrong]
}

function article(type: string): string {
  return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value)
  return json.length > 60 ? `${json.slice(0, 60)}…` : json
}
