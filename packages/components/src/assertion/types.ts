/** How values are compared; the last two are the older names of `number`. */
export const equalityTypes = ['auto', 'string', 'number', 'boolean', 'strict', 'integer', 'float'] as const
