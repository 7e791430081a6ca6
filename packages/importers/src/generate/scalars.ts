/** The texts, numbers and booleans found at one place: which types all of them have, and how many different ones there are. */
import { ExactNumber, isOfType, type ValueType } from '@merlon/language'

export type Scalar = string | number | boolean | ExactNumber

const MOST_DISTINCT = 8
/** Elements for each different text, from which on the texts may be an enumeration. */
const OFTEN = 3
/** Characters of a text, at most: a longer one is neither compared nor taken for an address or a date. */
const LONGEST = 200

const TEXTS: readonly ValueType[] = ['date-time', 'date', 'uuid', 'email', 'url', 'phone', 'string']
/** For documents that know texts only. */
const WRITTEN: readonly ValueType[] = ['boolean', 'integer', 'number', ...TEXTS]

function candidatesFor(value: Scalar, written: boolean): readonly ValueType[] {
  if (typeof value === 'boolean') return ['boolean']
  if (typeof value !== 'string') return ['integer', 'number']
  return written ? WRITTEN : TEXTS
}

function fits(value: Scalar, type: ValueType): boolean {
  if (typeof value !== 'string' || type === 'string') return isOfType(value, type)
  if (value.length > LONGEST) return false
  // Many a number in a text is an identifier; a telephone number says so with its plus, a code with its zeros.
  if (type === 'phone' && !value.startsWith('+')) return false
  if ((type === 'integer' || type === 'number') && /^(?:\+|-?0\d)/.test(value)) return false
  return isOfType(value, type)
}

export class Scalars {
  count = 0
  private types: readonly ValueType[] | undefined
  private readonly distinct = new Map<string, Scalar>()
  private tooMany = false
  private readonly written: boolean

  /** @param written the document knows texts only, so that `12` is a number */
  constructor(written = false) {
    this.written = written
  }

  add(value: Scalar): void {
    this.count += 1
    this.types = (this.types ?? candidatesFor(value, this.written)).filter((type) => fits(value, type))
    if (this.tooMany) return
    const text = value instanceof ExactNumber ? value.text : String(value)
    this.distinct.set(`${typeof value} ${text}`, value)
    this.tooMany = text.length > LONGEST || this.distinct.size > MOST_DISTINCT
  }

  /** The narrowest type that all of them have. */
  get type(): ValueType | undefined {
    return this.types?.[0]
  }

  /** Whether the type is one that a text may have as well, and the document tells them apart. */
  get hasOwnType(): boolean {
    return !this.written && ['integer', 'number', 'boolean'].includes(this.type ?? '')
  }

  /** The different ones in the order in which they were found; none where there are too many. */
  get values(): readonly Scalar[] {
    return this.tooMany ? [] : [...this.distinct.values()]
  }

  /** Whether they are texts, a few different ones again and again. */
  get isEnumeration(): boolean {
    const { length } = this.values
    return this.type === 'string' && length > 1 && this.count >= OFTEN * length
  }
}
