/** What editors without `merlon lsp` need: the shapes of all files as JSON Schema, and where to look for them. */
import { catalog } from '@merlon/components'
import { projectSchema, snippetSchema, testSchema } from '@merlon/engine'

const FOLDER = '.schemas'

/** By path. They are kept in the repository, so that a fresh clone has them without installing anything. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const schemas = { test: testSchema(catalog), snippet: snippetSchema(catalog), project: projectSchema(catalog) }
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [`${FOLDER}/${name}.schema.json`, `${JSON.stringify(schema)}\n`]),
  )
}

const settings = {
  'yaml.schemas': {
    [`${FOLDER}/test.schema.json`]: 'tests/**/*.yaml',
    [`${FOLDER}/snippet.schema.json`]: 'snippets/*.yaml',
    [`${FOLDER}/project.schema.json`]: 'merlon.yaml',
  },
}

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

/** By path: the schemas, and settings for VS Code. */
export function editorFiles(): ReadonlyMap<string, string> {
  return new Map([
    ...schemaFiles(),
    ['.vscode/settings.json', pretty(settings)],
    ['.vscode/extensions.json', pretty({ recommendations: ['redhat.vscode-yaml'] })],
  ])
}
