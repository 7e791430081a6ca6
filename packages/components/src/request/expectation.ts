/** Which answers a request expects. */
import { StepFault } from '@merlon/engine'
import { describe, kindOf } from '@merlon/language'

export interface Expectation {
  /** In the words of the test, for messages. */
  readonly words: string
  readonly accepts: (status: number, redirectNotFollowed: boolean) => boolean
  readonly body: 'valid' | 'invalid' | 'any'
  readonly errors: 'none' | 'any'
  /** Negative codes listed: the failure to connect is what is expected. */
  readonly expectsFailure: boolean
}

const DEFAULT_WORDS = '2xx'

type Accepts = Expectation['accepts']

function single(value: unknown): Accepts {
  const text = String(value).trim().toLowerCase()
  if (text === 'any') return (status) => status > 0
  const family = /^([1-5])xx$/.exec(text)?.[1]
  if (family) return (status) => Math.floor(status / 100) === Number(family)
  if (/^-?\d{1,3}$/.test(text)) return (status) => status === Number(text)
  throw new StepFault(`\`expect\` cannot be ${describe(value)}`, {
    field: 'expect',
    help: 'it takes a status such as 404, a list of them, 2xx, or any',
  })
}

function statuses(value: unknown): { accepts: Accepts; words: string } {
  if (value === undefined || value === null)
    return {
      accepts: (status, notFollowed) =>
        (status >= 200 && status < 300) || (notFollowed && status >= 300 && status < 400),
      words: DEFAULT_WORDS,
    }
  const list: unknown[] = Array.isArray(value) ? value : [value]
  const each = list.map(single)
  return {
    accepts: (status, notFollowed) => each.some((one) => one(status, notFollowed)),
    words: list.map(String).join(' or '),
  }
}

function oneOf<const W extends readonly string[]>(value: unknown, words: W, what: string): W[number] | undefined {
  if (value === undefined || value === null) return undefined
  const found = words.find((word) => word === String(value).trim().toLowerCase())
  if (found === undefined)
    throw new StepFault(`\`${what}\` of \`expect\` cannot be ${describe(value)}`, {
      field: 'expect',
      help: `it takes ${words.join(', ')}`,
    })
  return found
}

/** Reads the value of `expect`. Throws a fault of the field when it says nothing that can be expected. */
export function readExpectation(value: unknown): Expectation {
  const map = kindOf(value) === 'map' ? (value as Record<string, unknown>) : { status: value }
  for (const key of Object.keys(map)) {
    if (!['status', 'body', 'errors'].includes(key))
      throw new StepFault(`\`expect\` has no field '${key}'`, {
        field: 'expect',
        help: 'it takes status, body and errors',
      })
  }
  const { accepts, words } = statuses(map.status)
  const expectsFailure = [-1, -2, -3, -4, -5, -6, -7, -8, -9, -10].some((code) => accepts(code, false))
  return {
    words,
    accepts,
    expectsFailure,
    body: oneOf(map.body, ['valid', 'invalid', 'any'] as const, 'body') ?? 'valid',
    errors: oneOf(map.errors, ['none', 'any'] as const, 'errors') ?? 'none',
  }
}
