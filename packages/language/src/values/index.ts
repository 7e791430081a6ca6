export {
  type DifferenceOptions,
  differences,
  type PatternSegment,
  pathOf,
  pathPattern,
  type Segment,
} from './difference.ts'
export { compareNumeric, compareValues, type EqualityType, equal, isNumericText, typedEqual } from './equality.ts'
export { parseJson } from './json.ts'
export type { Parsed, ParseProblem } from './problem.ts'
export {
  loadCsvReader,
  loadHtmlReader,
  loadXmlReader,
  loadYamlReader,
  type PayloadMode,
  parsePayload,
  payloadModeOf,
} from './readers.ts'
export { jsonText, textOf } from './text.ts'
export * from './types.ts'
export { describe, isOfType, type Kind, kindOf, type ValueType, valueTypes } from './types-of-values.ts'
export { xmlElements, xmlMember, xmlSource, xmlText } from './xml-node.ts'
