export * from './importer.ts'
export { type ImporterEntry, importerTable } from './importers.generated.ts'
