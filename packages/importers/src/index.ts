export { type CurlProblem, type CurlSteps, stepsOfCurl } from './curl/steps-of-curl.ts'
export { type DumpHead, readDumpHead } from './generate/dump.ts'
export { generateAssertions } from './generate/generate.ts'
export {
  type Generated,
  type GenerateOptions,
  type RequestNeeds,
  type ResponseSample,
  UnusableSample,
} from './generate/types.ts'
export * from './importer.ts'
export { type ImporterEntry, importerTable } from './importers.generated.ts'
export {
  type ReadVariable,
  type ReadVariables,
  readVariables,
  type VariablesKind,
  type VariablesProblem,
} from './variables/read-variables.ts'
