/** A value that fits a schema: its example or default where there is one, else one that is made up. */
import { DocumentProblem, isMap, type Json, listOf, mapOf, type OpenApiDocument, textOf } from './document.ts'

const DEEPEST = 12
const MOST_ITEMS = 20
/** As many schemas are looked at for one value: those that refer to themselves several times multiply. */
const MOST_WORK = 100_000

const FORMATS: Readonly<Record<string, string>> = {
  date: '2024-01-15',
  'date-time': '2024-01-15T10:30:00Z',
  time: '10:30:00Z',
  email: 'ann@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  uuid: '6f1c1c3e-5d5b-4a5e-9d3b-2f6a4b8c7d10',
  byte: 'bWVybG9u',
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

export interface SampleOptions {
  /** Members that need not be there are made as well. */
  readonly all: boolean
  /** Numbers in [0, 1). */
  readonly random: () => number
  /** What the value is for, in messages. */
  readonly what: string
}

class Sampling {
  private readonly document: OpenApiDocument
  private readonly options: SampleOptions
  private work = 0

  constructor(document: OpenApiDocument, options: SampleOptions) {
    this.document = document
    this.options = options
  }

  private refuse(why: string): never {
    throw new DocumentProblem(
      `there is no telling a value for ${this.options.what}: ${why}`,
      'give it an `example` in the document, or a value in the test',
    )
  }

  /** The members of all the schemas that a value has to fit at once. */
  private merged(schema: Json, depth: number): Json {
    this.work += 1
    if (depth > DEEPEST || this.work > MOST_WORK) this.refuse('its schema nests too deeply')
    const parts = listOf(schema.allOf).map((one) => this.merged(this.document.resolved(one), depth + 1))
    const choice = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].map((one) => this.document.resolved(one))
    const chosen = choice.find((one) => one.type !== 'null')
    const all = [...parts, ...(chosen ? [this.merged(chosen, depth + 1)] : []), schema]
    if (all.length === 1) return schema
    return {
      ...Object.assign({}, ...all),
      properties: Object.assign({}, ...all.map((one) => mapOf(one.properties))) as Json,
      required: [...new Set(all.flatMap((one) => listOf(one.required)))],
    }
  }

  private integer(schema: Json): number {
    return this.inRange(schema, 1)
  }

  private inRange(schema: Json, grain: number): number {
    const step = number(schema.multipleOf) ?? grain
    const exclusive = (
      name: 'exclusiveMinimum' | 'exclusiveMaximum',
      bound: 'minimum' | 'maximum',
    ): number | undefined => (schema[name] === true ? number(schema[bound]) : number(schema[name]))
    const above = exclusive('exclusiveMinimum', 'minimum')
    const below = exclusive('exclusiveMaximum', 'maximum')
    const highest = below === undefined ? number(schema.maximum) : below - (Number.isInteger(step) ? step : 1e-6)
    const lowest = above === undefined ? number(schema.minimum) : above + (Number.isInteger(step) ? step : 1e-6)
    const from = lowest ?? Math.min(1, highest ?? 1)
    const to = Math.max(from, Math.min(highest ?? from + 100 * step, from + 100 * step))
    const first = Math.ceil(from / step)
    const last = Math.floor(to / step)
    if (last < first) return from
    return (first + Math.floor(this.options.random() * (last - first + 1))) * step
  }

  private string(schema: Json): string {
    const made = FORMATS[textOf(schema.format) ?? '']
    if (made !== undefined) return made
    if (schema.pattern !== undefined) this.refuse(`its \`pattern\` is ${String(schema.pattern)}`)
    const least = number(schema.minLength) ?? 0
    const most = number(schema.maxLength) ?? Math.max(8, least)
    const length = Math.max(least, Math.min(8, most))
    return Array.from({ length }, () => String.fromCharCode(97 + Math.floor(this.options.random() * 26))).join('')
  }

  private list(schema: Json, depth: number): unknown[] {
    const length = Math.max(number(schema.minItems) ?? 0, Math.min(1, number(schema.maxItems) ?? 1))
    if (length > MOST_ITEMS) this.refuse(`it needs ${length} items`)
    return Array.from({ length }, () => this.of(schema.items, depth + 1))
  }

  private map(schema: Json, depth: number): Json {
    const required = listOf(schema.required)
    const wanted = Object.entries(mapOf(schema.properties)).filter(([name, written]) => {
      if (this.document.resolved(written).readOnly === true) return false
      return required.includes(name) || (this.options.all && depth < 4)
    })
    return Object.fromEntries(wanted.map(([name, member]) => [name, this.of(member, depth + 1)]))
  }

  of(written: unknown, depth: number): unknown {
    if (depth > DEEPEST) this.refuse('its schema nests too deeply')
    const schema = this.merged(this.document.resolved(written), depth)
    const [example] = listOf(schema.examples)
    for (const given of [schema.example, example, schema.default, schema.const, listOf(schema.enum)[0]])
      if (given !== undefined) return given
    const type = [schema.type].flat().find((one) => one !== 'null' && one !== undefined)
    if (type === 'object' || (type === undefined && isMap(schema.properties))) return this.map(schema, depth)
    if (type === 'array') return this.list(schema, depth)
    if (type === 'integer') return this.integer(schema)
    if (type === 'number') return this.inRange(schema, 0.5)
    if (type === 'boolean') return this.options.random() < 0.5
    return this.string(schema)
  }
}

/** Throws a DocumentProblem where no value can be made. */
export const sampleOf = (schema: Json, document: OpenApiDocument, options: SampleOptions): unknown =>
  new Sampling(document, options).of(schema, 0)
