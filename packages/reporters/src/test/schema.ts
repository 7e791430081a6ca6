/** As much of JSON Schema as the report's schema uses; a member that is not described counts as wrong. */

type Schema = Readonly<Record<string, unknown>>

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function objectComplaints(root: Schema, schema: Schema, value: Record<string, unknown>, at: string): string[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const other = schema.additionalProperties as Schema | undefined
  const missing = ((schema.required ?? []) as string[])
    .filter((name) => !(name in value))
    .map((name) => `${at}${name} is missing`)
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const described = properties[name] ?? other
    return described ? complaints(root, member, described, `${at}${name}`) : [`${at}${name} is not described`]
  })
  return [...missing, ...wrong]
}

export function complaints(root: Schema, value: unknown, schema: Schema = root, at = ''): string[] {
  if (typeof schema.$ref === 'string') {
    const target = (root.$defs as Record<string, Schema>)[schema.$ref.replace('#/$defs/', '')]
    return target ? complaints(root, value, target, at) : [`${schema.$ref} does not exist`]
  }
  if ('const' in schema && value !== schema.const) return [`${at}: '${value}' is not ${schema.const}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${at}: '${value}' is none of ${schema.enum.join(', ')}`]
  const type = typeOf(value)
  if (typeof schema.type === 'string' && type !== schema.type && !(type === 'integer' && schema.type === 'number'))
    return [`${at}: ${type} is not ${schema.type}`]
  if (typeof schema.minimum === 'number' && Number(value) < schema.minimum)
    return [`${at}: ${value} is below ${schema.minimum}`]
  if (type === 'object' && schema.type === 'object')
    return objectComplaints(root, schema, value as Record<string, unknown>, at === '' ? '' : `${at}.`)
  if (!Array.isArray(value) || schema.type !== 'array') return []
  const prefix = (schema.prefixItems ?? []) as Schema[]
  const count =
    value.length < Number(schema.minItems ?? 0) || value.length > Number(schema.maxItems ?? Number.POSITIVE_INFINITY)
      ? [`${at}: ${value.length} items`]
      : []
  return [
    ...count,
    ...value.flatMap((item, index) =>
      complaints(root, item, prefix[index] ?? (schema.items as Schema | undefined) ?? {}, `${at}[${index}]`),
    ),
  ]
}
