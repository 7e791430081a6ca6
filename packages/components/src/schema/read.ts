/** Reads and compiles the schema that a step names. */
import type { CheckWorld, CompiledSchema, Context, Mistake, SchemasPort } from '@merlon/engine'
import { parseJson, parsePayload } from '@merlon/language'
import { fromFile } from '../request/project-file.ts'

export type ReadSchema = { readonly schema: CompiledSchema } | Mistake

/** Compiles a schema from its text: JSON, or YAML where `yaml` says so. */
export async function schemaOf(source: string, schemas: SchemasPort, { yaml = false } = {}): Promise<ReadSchema> {
  const parsed = yaml ? await parsePayload('yaml', source) : parseJson(source)
  if ('problem' in parsed) {
    const { message, offset } = parsed.problem
    return { message: `the schema is not ${yaml ? 'YAML' : 'JSON'}: ${message}`, part: [offset, offset + 1] }
  }
  const compiled = await schemas.compile(parsed.value)
  return 'problem' in compiled ? { message: compiled.problem, help: compiled.help } : { schema: compiled }
}

export const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path)

/** What is wrong with a schema that the test holds, or names by a path without `${ }`. */
export async function mistakeIn(
  at: { readonly body: string } | { readonly file: string },
  { schemas, readFile }: CheckWorld,
): Promise<Mistake | undefined> {
  if (!schemas) return undefined
  // That a file is not there is said elsewhere.
  const text = 'body' in at ? at.body : await readFile(at.file).catch(() => undefined)
  if (text === undefined) return undefined
  const read = await schemaOf(text, schemas, { yaml: 'file' in at && isYaml(at.file) })
  if ('schema' in read) return undefined
  return 'file' in at ? { message: `${at.file}: ${read.message}`, help: read.help } : read
}

/** The schema of a step that runs; each text is read once in a run. */
export async function schemaFor(
  at: { readonly body: string } | { readonly file: string },
  context: Context,
): Promise<ReadSchema> {
  const { schemas, files } = context.ports
  const text = 'body' in at ? at.body : await fromFile('file', () => files.readText(at.file))
  const yaml = 'file' in at && isYaml(at.file)
  const known = context.shared('schemas', () => new Map<string, Promise<ReadSchema>>())
  const key = `${yaml ? 'yaml' : 'json'}\n${text}`
  const found = known.get(key) ?? schemaOf(text, schemas, { yaml })
  known.set(key, found)
  return found
}
