/** Values of tests as the plain JSON data that a schema speaks of. */
import { describe, ExactNumber, textOf, XmlNode } from '@merlon/language'

const DEEPEST = 300

export interface PlainData {
  readonly value: unknown
  /** Numbers with more digits than a double holds became the nearest double. */
  readonly rounded: boolean
}

/** What cannot be read as JSON data, in plain words. */
export interface NotPlain {
  readonly problem: string
}

class Unfit extends Error {}

/** A double beyond which there is none would not count as a number. */
const double = (text: string): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(text)))

class Plain {
  rounded = false

  of(value: unknown, depth: number): unknown {
    if (depth > DEEPEST) throw new Unfit(`nests deeper than ${DEEPEST} levels`)
    if (value instanceof XmlNode)
      throw new Unfit(`holds XML, ${describe(value, 40)}, and a JSON Schema speaks of JSON only`)
    if (value instanceof ExactNumber) {
      this.rounded = true
      return double(value.text)
    }
    if (value instanceof Date) return textOf(value)
    if (typeof value === 'bigint') return Number(value)
    if (Array.isArray(value)) return value.map((item) => this.of(item ?? null, depth + 1))
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== 'function')
    return Object.fromEntries(members.map(([key, member]) => [key, this.of(member, depth + 1)]))
  }
}

/** A copy of a value as JSON data; dates as their text. */
export function plainData(value: unknown): PlainData | NotPlain {
  const plain = new Plain()
  try {
    return { value: plain.of(value, 0), rounded: plain.rounded }
  } catch (error) {
    if (error instanceof Unfit) return { problem: error.message }
    throw error
  }
}
