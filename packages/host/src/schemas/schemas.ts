/** JSON Schema for assertions: which draft, what is wrong with a schema, and what with a value. */
import type { CompiledSchema, SchemasPort, SchemaVerdict } from '@merlon/engine'
import { describe, jsonText, pathOf } from '@merlon/language'
import { mismatchesOf, segmentsOf } from './mismatches.ts'
import { TooMuchWork } from './patterns.ts'
import { prepared, SchemaLimit } from './prepare.ts'
import type { Draft, Validator } from './validator.ts'

type Library = typeof import('./validator.ts')
type Answer = Awaited<ReturnType<SchemasPort['compile']>>

const LONGEST_TEXT = 4_000_000
const MOST_KEPT = 200

/** In larger values only the first mismatch is looked for: listing all could take more memory than the value. */
const LARGEST_LISTED = 20_000
const DEEPEST_VALUE = 300

const DRAFTS: readonly (readonly [RegExp, Draft])[] = [
  [/draft-04\b/, '04'],
  [/draft-06\b/, '06'],
  [/draft\/2019-09\b/, '2019-09'],
  [/draft\/2020-12\b/, '2020-12'],
]

function draftOf(schema: unknown): Draft {
  const said: unknown = typeof schema === 'object' && schema !== null ? Reflect.get(schema, '$schema') : undefined
  if (typeof said !== 'string') return '07'
  return DRAFTS.find(([pattern]) => pattern.test(said))?.[1] ?? '07'
}

/** How many values there are in a value, itself included; undefined where it nests too deeply. */
function sizeOf(value: unknown): number | undefined {
  let size = 0
  const visit = (one: unknown, depth: number): boolean => {
    size += 1
    if (depth > DEEPEST_VALUE) return false
    if (typeof one !== 'object' || one === null) return true
    return Object.values(one).every((member) => visit(member, depth + 1))
  }
  return visit(value, 0) ? size : undefined
}

const isStackOverflow = (error: unknown): boolean => error instanceof RangeError

/** Checks; `all` compiles the validator that lists everything, when it is first needed. */
function checking(first: Validator, all: () => Validator): CompiledSchema {
  let listing: Validator | undefined
  /** Ajv stumbles over some schemas when it lists all; what the first mistake told is not forgotten for that. */
  const listedOf = (value: unknown) => {
    try {
      listing ??= all()
      return mismatchesOf(listing(value), value)
    } catch (error) {
      if (error instanceof TypeError) return []
      throw error
    }
  }
  const verdict = (value: unknown, size: number): SchemaVerdict => {
    const errors = first(value)
    if (errors.length === 0) return { mismatches: [], more: false }
    if (size >= LARGEST_LISTED) return { mismatches: mismatchesOf(errors, value), more: true }
    const listed = listedOf(value)
    return listed.length > 0
      ? { mismatches: listed, more: false }
      : { mismatches: mismatchesOf(errors, value), more: true }
  }
  return {
    check(value) {
      const size = sizeOf(value)
      if (size === undefined) return { problem: `the value nests deeper than ${DEEPEST_VALUE} levels` }
      try {
        return verdict(value, size)
      } catch (error) {
        if (error instanceof TooMuchWork) return { problem: error.message }
        if (isStackOverflow(error)) return { problem: 'the schema refers to itself without end' }
        throw error
      }
    },
  }
}

/** Why a schema did not compile, in words of ours where the reason is known. */
function problemOf(error: unknown): Exclude<Answer, CompiledSchema> {
  if (isStackOverflow(error)) return { problem: 'the schema refers to itself without end' }
  const { missingRef, message } = error as { missingRef?: string; message?: string }
  if (missingRef === undefined) return { problem: `the schema does not compile: ${message ?? String(error)}` }
  return missingRef.startsWith('#')
    ? { problem: `there is no \`${missingRef}\` in the schema, which a \`$ref\` refers to` }
    : {
        problem: `the schema refers to '${missingRef}', which is not in it`,
        help: 'references are looked up in the schema only, and nothing is fetched: copy what it refers to into `$defs`',
      }
}

function compile(schema: unknown, library: Library): Answer {
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema)))
    return { problem: `a schema is a map, true or false, not ${describe(schema)}` }
  const draft = draftOf(schema)
  try {
    // The copy of a map or boolean is one.
    const copy = prepared(schema, draft) as object | boolean
    const [mistake] = library.mistakesOf(copy, draft)
    if (mistake) {
      const path = pathOf(segmentsOf(mistake.instancePath, copy))
      const where = path === '' ? 'the schema' : `\`${path}\` in the schema`
      return { problem: `${where} cannot be ${describe(mistake.data)}`, help: helpOf(mistake.keyword, mistake.schema) }
    }
    return checking(library.validatorOf(copy, draft, false), () => library.validatorOf(copy, draft, true))
  } catch (error) {
    if (!(error instanceof SchemaLimit)) return problemOf(error)
    return { problem: error.message, ...(error.help === undefined ? {} : { help: error.help }) }
  }
}

function helpOf(keyword: string, wanted: unknown): string {
  if (keyword === 'type') return `it takes ${[wanted].flat().join(' or ')}`
  if (keyword === 'enum' && Array.isArray(wanted)) return `it takes ${wanted.join(', ')}`
  if (keyword === 'format') return `it takes a ${String(wanted)}`
  return 'see the JSON Schema draft that it says it follows, or draft 07'
}

/** Opens the schemas of a process. Compiled ones are kept by their content. */
export function openSchemas(): SchemasPort {
  const known = new Map<string, Answer>()
  return {
    async compile(schema) {
      let text: string
      try {
        text = jsonText(schema, 0, LONGEST_TEXT)
      } catch {
        return { problem: `the schema is longer than ${LONGEST_TEXT / 1_000_000} MB` }
      }
      const found = known.get(text)
      if (found) return found
      const answer = compile(schema, await import('./validator.ts'))
      if (known.size >= MOST_KEPT) known.clear()
      known.set(text, answer)
      return answer
    },
  }
}

/** The schemas that everything in this process shares. */
export const schemas: SchemasPort = openSchemas()
