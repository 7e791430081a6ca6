/** Reads YAML 1.2 (core schema) as data: one document, no custom types. */
import { isScalar, parseDocument, visit, type YAMLParseError } from 'yaml'
import { numberOf } from './json.ts'
import { type Parsed, problemAt, withoutMark } from './problem.ts'

/**
 * The value of a YAML document. Aliases are expanded up to a bound, so that a small text cannot become a huge value.
 * Numbers that a double cannot hold keep their digits.
 */
export function parseYaml(source: string): Parsed<unknown> {
  const { text, skipped } = withoutMark(source)
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: false, logLevel: 'error' })
    const error = document.errors[0]
    if (error) return refused(source, error.pos[0] + skipped, reasonOf(error))
    visit(document, {
      Scalar(key, scalar) {
        if (key !== 'key' && typeof scalar.value === 'number' && isScalar(scalar) && scalar.source !== undefined) {
          scalar.value = exactly(scalar.source, scalar.value)
        }
      },
    })
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    return { value }
  } catch (error) {
    if (error instanceof RangeError) return refused(source, 0, 'it is nested too deeply')
    if (error instanceof ReferenceError) return refused(source, 0, aliasProblem(error))
    throw error
  }
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function exactly(source: string, value: number): unknown {
  return jsonNumber.test(source) ? numberOf(source) : value
}

function reasonOf({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; only one can be read'
  return message.startsWith('Maximum call stack') ? 'it is nested too deeply' : message
}

function aliasProblem({ message }: ReferenceError): string {
  const name = /^Unresolved alias .*: (.*)$/s.exec(message)?.[1]
  return name === undefined
    ? 'its aliases expand to too large a value'
    : `the alias \`*${name}\` has no anchor before it`
}

function refused(source: string, offset: number, message: string): Parsed<never> {
  return problemAt(source, offset, (place) => `the YAML cannot be read ${place}: ${lowerFirst(message)}`)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
