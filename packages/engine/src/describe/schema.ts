/** JSON Schema as data. Draft 7, which the YAML servers of editors understand best; `doNotSuggest` is theirs. */
export interface Schema {
  readonly [keyword: string]: unknown
}

export const DRAFT = 'http://json-schema.org/draft-07/schema#'

/** An object that has no other members than these. */
export function strictObject(
  properties: Readonly<Record<string, Schema>>,
  { required = [], conditions = [] }: { required?: readonly string[]; conditions?: readonly Schema[] } = {},
): Schema {
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...(conditions.length > 0 ? { allOf: conditions } : {}),
  }
}
