/** OpenAPI documents, versions 2.0 to 3.1: references inside them, and the operations that they describe. */
import { parsePayload, suggest } from '@merlon/language'

export type Json = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const mapOf = (value: unknown): Json => (isMap(value) ? value : {})
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** What is wrong with a document, for the author. */
export class DocumentProblem extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const MOST_HOPS = 50

export interface FoundOperation {
  /** Lower-case. */
  readonly method: string
  readonly path: string
  readonly item: Json
  readonly operation: Json
}

/** The keys of a JSON pointer in a fragment, not unescaped yet (RFC 6901, chapter 6). */
function keysOf(reference: string): string[] {
  try {
    return decodeURIComponent(reference.slice(1)).split('/').slice(1)
  } catch {
    throw new DocumentProblem(
      `the document refers to '${reference}', whose \`%\` begins no escape`,
      'write `%25` for it',
    )
  }
}

export class OpenApiDocument {
  readonly root: Json
  readonly version: '2.0' | '3.0' | '3.1'

  constructor(root: Json) {
    const said = textOf(root.swagger) ?? textOf(root.openapi) ?? String((root.swagger ?? root.openapi) as unknown)
    const version = (['2.0', '3.0', '3.1'] as const).find((one) => said === one || said.startsWith(`${one}.`))
    if (!version)
      throw new DocumentProblem(
        said === 'undefined' ? 'this is no OpenAPI document' : `there is no telling what OpenAPI ${said} means`,
        'it says `openapi: 3.0.x`, `openapi: 3.1.x` or `swagger: "2.0"`',
      )
    this.root = root
    this.version = version
  }

  /** What a reference inside the document leads to (RFC 6901), through further ones. */
  at(reference: string): unknown {
    if (!reference.startsWith('#'))
      throw new DocumentProblem(
        `the document refers to '${reference}', which is not in it`,
        'references are looked up in the document only: bundle it into one file',
      )
    const found = keysOf(reference).reduce<unknown>((value, key) => {
      const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
      return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined
    }, this.root)
    if (found === undefined) throw new DocumentProblem(`there is no '${reference}' in the document`)
    return found
  }

  /** The value itself, where it only refers to another. */
  resolved(value: unknown): Json {
    let at = value
    for (let hops = 0; isMap(at) && typeof at.$ref === 'string'; hops += 1) {
      if (hops === MOST_HOPS) throw new DocumentProblem(`'${at.$ref}' refers to itself without end`)
      at = this.at(at.$ref)
    }
    return mapOf(at)
  }

  private *operations(): Generator<FoundOperation> {
    for (const [path, written] of Object.entries(mapOf(this.root.paths))) {
      const item = this.resolved(written)
      for (const method of METHODS) if (isMap(item[method])) yield { method, path, item, operation: item[method] }
    }
  }

  operation(id: string): FoundOperation {
    const all = [...this.operations()]
    const found = all.find(({ operation }) => operation.operationId === id)
    if (found) return found
    const names = all.flatMap(({ operation }) => textOf(operation.operationId) ?? [])
    const near = suggest(id, names)
    const some = names.slice(0, 10).join(', ')
    throw new DocumentProblem(
      `the document has no operation '${id}'`,
      near ? `did you mean '${near}'?` : some === '' ? 'none of its operations has an `operationId`' : `it has ${some}`,
    )
  }
}

/** Reads a document from JSON or YAML. Throws a DocumentProblem. */
export async function readDocument(text: string): Promise<OpenApiDocument> {
  const parsed = await parsePayload(/^\s*\{/.test(text) ? 'json' : 'yaml', text)
  if ('problem' in parsed) throw new DocumentProblem(parsed.problem.message)
  if (!isMap(parsed.value)) throw new DocumentProblem('this is no OpenAPI document')
  return new OpenApiDocument(parsed.value)
}
