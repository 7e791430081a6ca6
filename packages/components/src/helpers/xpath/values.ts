/** The four types of XPath and how each becomes another (XPath 1.0, chapter 3, sections 4.2 to 4.4). */
import type { HelperUse } from '@merlon/language'
import type { Document } from './document.ts'
import type { CompareOperator } from './syntax.ts'

/** Nodes are numbers of a document, in its order. */
export type Value = readonly number[] | string | number | boolean

export class Conversions {
  private readonly document: Document
  private readonly use: HelperUse
  constructor(document: Document, use: HelperUse) {
    this.document = document
    this.use = use
  }

  text(value: Value): string {
    if (typeof value === 'string') return value
    if (typeof value === 'number') return numberText(value)
    if (typeof value === 'boolean') return String(value)
    return value.length === 0 ? '' : this.document.text(value[0]!, this.use)
  }

  number(value: Value): number {
    if (typeof value === 'number') return value
    if (typeof value === 'boolean') return value ? 1 : 0
    const text = this.text(value)
    this.use.charge(text.length >> 3)
    return numberOf(text)
  }

  boolean(value: Value): boolean {
    if (typeof value === 'number') return value !== 0 && !Number.isNaN(value)
    return typeof value === 'boolean' ? value : value.length > 0
  }

  /** Section 3.4: with nodes, whether it holds for any of them. */
  compare(operator: CompareOperator, left: Value, right: Value): boolean {
    if (typeof left !== 'object') {
      return typeof right === 'object'
        ? this.compare(mirrored[operator], right, left)
        : this.scalars(operator, left, right)
    }
    if (typeof right === 'object') return this.lists(operator, left, right)
    if (typeof right === 'boolean') return this.scalars(operator, this.boolean(left), right)
    const asText = typeof right === 'string' && (operator === '=' || operator === '!=')
    return left.some((id) => {
      const text = this.document.text(id, this.use)
      return this.scalars(operator, asText ? text : this.number(text), right)
    })
  }

  private scalars(operator: CompareOperator, left: Value, right: Value): boolean {
    if (operator === '=' || operator === '!=') return this.equal(left, right) === (operator === '=')
    return ordered(operator, this.number(left), this.number(right))
  }

  private equal(left: Value, right: Value): boolean {
    if (typeof left === 'boolean' || typeof right === 'boolean') return this.boolean(left) === this.boolean(right)
    if (typeof left === 'number' || typeof right === 'number') return this.number(left) === this.number(right)
    return this.text(left) === this.text(right)
  }

  /** Whether it holds for any pair, without trying all pairs. */
  private lists(operator: CompareOperator, left: readonly number[], right: readonly number[]): boolean {
    if (left.length === 0 || right.length === 0) return false
    const texts = (ids: readonly number[]) => ids.map((id) => this.document.text(id, this.use))
    if (operator === '=') {
      const known = new Set(texts(left))
      return right.some((id) => known.has(this.document.text(id, this.use)))
    }
    if (operator === '!=') return new Set([...texts(left), ...texts(right)]).size > 1
    const bound = (ids: readonly number[], least: boolean) =>
      texts(ids)
        .map((text) => this.number(text))
        .filter((number) => !Number.isNaN(number))
        .reduce((a, b) => (a < b === least ? a : b), least ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)
    const rising = operator === '<' || operator === '<='
    return (
      this.anyNumber(left) && this.anyNumber(right) && ordered(operator, bound(left, rising), bound(right, !rising))
    )
  }

  private anyNumber(ids: readonly number[]): boolean {
    return ids.some((id) => !Number.isNaN(this.number([id])))
  }
}

const mirrored: Readonly<Record<CompareOperator, CompareOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function ordered(operator: CompareOperator, left: number, right: number): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

/** Section 4.4: digits, perhaps a minus and a fraction, white space around; NaN for any other text. */
export function numberOf(text: string): number {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text, start)) start += 1
  while (end > start && isSpace(text, end - 1)) end -= 1
  const digits = text.slice(start, end)
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(digits) ? Number(digits) : Number.NaN
}

function isSpace(text: string, at: number): boolean {
  return ' \t\r\n'.includes(text.charAt(at))
}

/** Section 4.2: never with an exponent. */
export function numberText(value: number): string {
  if (value === 0) return '0'
  const written = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value))
  if (!written) return String(value)
  const [, sign = '', first = '', fraction = '', exponent = '0'] = written
  const point = Number(exponent)
  if (point < 0) return `${sign}0.${'0'.repeat(-point - 1)}${first}${fraction}`
  return `${sign}${first}${fraction.padEnd(point, '0')}`
}
