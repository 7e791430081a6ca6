/** Completion of code: variables, their members as last seen in a run, helpers, and what the language has. */
import type { TextEdit } from '../document/types.ts'
import { type Base, type CodePlace, callbacksAround, codePlace, declaredNames } from './chain.ts'
import { knownValue, variablesByName } from './evaluation.ts'
import { fits, ranked } from './fit.ts'
import { type Token, tokensUntil } from './lexer.ts'
import { dataOf, functionsOf, hasLength, isIdentifier, quotedKey, shown, shownVariable } from './members.ts'
import type { Completion, ExpressionContext, HelperDocument, KnownVariable } from './world.ts'

const MOST_INDEXES = 10

/** Characters before the caret: longer code is data, and nobody waits for it while typing. */
const MOST_CODE = 20_000

const keywords = ['true', 'false', 'null', 'undefined']

/** Code at a caret, with what is known there. */
export class CodeAt {
  readonly source: string
  readonly offset: number
  readonly tokens: readonly Token[]
  readonly place: CodePlace
  readonly context: ExpressionContext
  readonly locals: readonly KnownVariable[]
  readonly variables: ReadonlyMap<string, KnownVariable>

  constructor(source: string, offset: number, context: ExpressionContext) {
    this.source = source
    this.offset = offset
    this.context = context
    const isTooLong = offset > MOST_CODE
    this.tokens = isTooLong ? [] : tokensUntil(source, offset)
    this.place = isTooLong ? { is: 'nothing' } : codePlace(this.tokens, offset)
    let variables = variablesByName(context.world, context.locals)
    const locals: KnownVariable[] = [...(context.locals ?? [])]
    const add = (found: readonly KnownVariable[]): void => {
      locals.push(...found)
      variables = variablesByName(context.world, locals)
    }
    add(declaredNames(this.tokens).map((name) => ({ name, seen: false, from: 'this script' })))
    for (const callback of callbacksAround(this.tokens)) {
      const { base, member, parameters } = callback
      const found = this.#value(base, variables)
      add(parameters.flatMap((names, at) => parameterNames(names, argumentOf(found?.value, member, at))))
    }
    this.locals = locals
    this.variables = variables
  }

  #value(base: Base, variables: ReadonlyMap<string, KnownVariable>): { value: unknown } | undefined {
    return knownValue(this.source.slice(base.start, base.end), this.context.world, variables)
  }

  /** The value of what stands before the caret, where it is known. */
  valueOf(base: Base): { value: unknown } | undefined {
    return this.#value(base, this.variables)
  }

  /** Whether a name means a helper or a built-in here. */
  helper(name: string): HelperDocument | undefined {
    return this.locals.some((one) => one.name === name)
      ? undefined
      : this.context.world.helpers.find((one) => one.name === name)
  }
}

interface Argument {
  readonly value: unknown
  readonly seen: boolean
  readonly from: string
}

/** What a function given to `member` of a value gets as its n-th argument. */
function argumentOf(value: unknown, member: string, at: number): Argument {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const element: Argument = { value: list[0], seen: list.length > 0, from: 'an element' }
  const index: Argument = { value: 0, seen: true, from: 'its index' }
  if (/^reduce/.test(member))
    return at === 1 ? element : at === 2 ? index : { value: undefined, seen: false, from: 'so far' }
  if (/sort/i.test(member)) return element
  return at === 0 ? element : at === 1 ? index : { value, seen: value !== undefined, from: 'the list' }
}

function parameterNames(names: string | readonly string[], argument: Argument): KnownVariable[] {
  if (typeof names === 'string') return [{ name: names, ...argument }]
  const inside = new Map(dataOf(argument.value).map(({ name, value }) => [name, value]))
  return names.map((name) => ({ name, value: inside.get(name), seen: inside.has(name), from: argument.from }))
}

/**
 * What may stand at `offset` in the source of one expression or script. The source may break off anywhere. Values are
 * those of the world; secrets are never among them.
 */
export function completeExpression(source: string, offset: number, context: ExpressionContext): Completion[] {
  const at = Math.max(0, Math.min(offset, source.length))
  const code = new CodeAt(source, at, context)
  switch (code.place.is) {
    case 'name':
      return names(code, code.place.start)
    case 'member':
      return members(code, code.place)
    case 'key':
      return keys(code, code.place)
    case 'nothing':
      return []
  }
}

/** The end of the word in which the caret stands. */
function wordEnd({ source, offset }: CodeAt): number {
  return offset + (/^[\p{ID_Continue}$]*/u.exec(source.slice(offset))?.[0].length ?? 0)
}

const called = (name: string): Pick<Completion, 'insert' | 'caret'> => ({
  insert: `${name}()`,
  caret: name.length + 1,
})

function names(code: CodeAt, start: number): Completion[] {
  const { world, names: known } = code.context
  const typed = code.source.slice(start, code.offset)
  const range = { start, end: wordEnd(code) }
  const own = new Set(code.locals.map(({ name }) => name))
  const variables = [...code.variables.values()].map((one): Completion => {
    const { name, from } = one
    const sort = own.has(name) ? 0 : 1
    return { label: name, insert: name, range, kind: 'variable', detail: shownVariable(one), documentation: from, sort }
  })
  const helpers = world.helpers.map((helper): Completion => ({ ...helperName(helper, code), range, sort: 2 }))
  const globals = known.globals.map(({ name, members }): Completion => {
    const isFunction = members.length === 0 && /^[a-z]/.test(name)
    const insert = isFunction && !isCalled(code) ? called(name) : { insert: name }
    return { label: name, ...insert, range, kind: isFunction ? 'function' : 'helper', sort: 3 }
  })
  const words = keywords.map((name): Completion => ({ label: name, insert: name, range, kind: 'keyword', sort: 4 }))
  const all = [...variables, ...helpers, ...globals, ...words]
  return ranked(
    typed,
    all.filter(({ label }) => isIdentifier(label)),
  )
}

/** Whether a call of the word at the caret stands there already. */
const isCalled = (code: CodeAt): boolean => code.source[wordEnd(code)] === '('

function helperName({ name, members }: HelperDocument, code: CodeAt): Omit<Completion, 'range'> {
  const itself = members.find((one) => one.name === name)
  if (!itself) return { label: name, insert: name, kind: 'helper' }
  const insert = isCalled(code) ? { insert: name } : called(name)
  const { signature, summary } = itself
  return { label: name, ...insert, kind: 'function', detail: signature, ...(summary ? { documentation: summary } : {}) }
}

type MemberPlace = Extract<CodePlace, { is: 'member' }>

function members(code: CodeAt, place: MemberPlace): Completion[] {
  const { base, start } = place
  const range = { start, end: wordEnd(code) }
  const typed = code.source.slice(start, code.offset)
  const makeCall = (name: string): Pick<Completion, 'insert' | 'caret'> =>
    isCalled(code) ? { insert: name } : called(name)
  const all = (): Completion[] => {
    const { name } = base
    const helper = name === undefined ? undefined : code.helper(name)
    if (helper) {
      return helper.members
        .filter((one) => one.name !== helper.name)
        .map(({ name: member, signature, summary }): Completion => {
          const documentation = summary ? { documentation: summary } : {}
          return { label: member, ...makeCall(member), range, kind: 'function', detail: signature, ...documentation }
        })
    }
    const global = name !== undefined && !code.variables.has(name) ? globalMembers(code, name) : undefined
    if (global) return global.map((member) => ({ label: member, ...makeCall(member), range, kind: 'function' }))
    const found = code.valueOf(base)
    return found ? ofValue(found.value, code, place) : []
  }
  return ranked(typed, all())
}

function globalMembers(code: CodeAt, name: string): readonly string[] | undefined {
  return code.context.names.globals.find((one) => one.name === name)?.members
}

function ofValue(value: unknown, code: CodeAt, place: MemberPlace): Completion[] {
  const range = { start: place.start, end: wordEnd(code) }
  // What goes into brackets has no dot before it, unless that is `?.`.
  const dot: TextEdit = { start: place.dot, end: place.start, text: '' }
  const also = place.optional ? {} : { also: [dot] }
  const data = dataOf(value).map(({ name, value: inner }): Completion => {
    const detail = shown(inner)
    if (isIdentifier(name)) return { label: name, insert: name, range, kind: 'member', detail, sort: 0 }
    return { label: name, insert: `[${quotedKey(name)}]`, range, kind: 'member', detail, sort: 0, ...also }
  })
  const first: Completion[] =
    Array.isArray(value) && value.length > 0
      ? [{ label: '[0]', insert: '[0]', range, kind: 'member', detail: shown(value[0]), sort: 0, ...also }]
      : []
  const length: Completion[] = hasLength(value)
    ? [{ label: 'length', insert: 'length', range, kind: 'member', detail: lengthOf(value), sort: 1 }]
    : []
  const own = new Set(data.map(({ label }) => label))
  const functions = functionsOf(value, code.context.names).flatMap((name): Completion[] => {
    if (own.has(name)) return []
    const insert = isCalled(code) ? { insert: name } : called(name)
    return [{ label: name, ...insert, range, kind: 'function', detail: `${name}()`, sort: 2 }]
  })
  return [...data, ...first, ...length, ...functions]
}

const lengthOf = (value: unknown): string => String((value as string | unknown[]).length)

function keys(code: CodeAt, { base, start, quote }: Extract<CodePlace, { is: 'key' }>): Completion[] {
  const found = code.valueOf(base)
  if (!found) return []
  const { value } = found
  const rest = /^[^'"\]\s]*['"]?\]?/.exec(code.source.slice(code.offset))?.[0] ?? ''
  const isClosed = rest.endsWith(']') || /^['"]/.test(rest)
  const range = { start, end: code.offset + (isClosed ? rest.length : 0) }
  const typed = code.source.slice(start + quote.length, code.offset)
  if (Array.isArray(value) && quote === '') {
    return value
      .slice(0, MOST_INDEXES)
      .map((item, at): Completion => {
        return { label: String(at), insert: `${at}]`, range, kind: 'member', detail: shown(item), sort: at }
      })
      .filter(({ label }) => fits(typed, label))
  }
  return dataOf(value)
    .filter(({ name }) => fits(typed, name))
    .map(({ name, value: inner }): Completion => {
      const label = quotedKey(name, quote || "'")
      return { label, insert: `${label}]`, range, kind: 'member', detail: shown(inner) }
    })
}
