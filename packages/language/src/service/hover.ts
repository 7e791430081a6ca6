/** What is shown of the thing under the pointer, and where it is defined. */
import type { ComponentDocument, NamedField } from '@merlon/protocol'
import type { TextRange } from '../document/types.ts'
import { CodeAt } from './complete-expression.ts'
import { localsAt, shapeAt } from './context.ts'
import type { Place } from './frames.ts'
import { shownVariable } from './members.ts'
import { allMentions, type MentionContext } from './mentions.ts'
import { placeAt } from './place.ts'
import { besideComponent, fieldNamed, type Shapes, shapesOf } from './shape.ts'
import { openTemplate } from './template-place.ts'
import type { YamlContext } from './world.ts'
import { Written } from './written.ts'

export interface Hover {
  readonly range: TextRange
  readonly title: string
  readonly text: string
  /** Of a variable or a member of one; not of a secret. */
  readonly value?: unknown
}

/** What there is to say of the word at `offset`. The text may be broken; never fails. */
export function hoverYaml(text: string, offset: number, context: YamlContext): Hover | undefined {
  const place = placeAt(text, offset)
  const { scalar } = place
  if (scalar.start === scalar.end) return undefined
  const shapes = shapesOf(context.catalog, context.kind)
  if (place.part === 'key') return keyHover(text, place, shapes)
  const shape = place.levels.length > 0 ? shapeAt(shapes, place.levels) : undefined
  // A component without input, as in `- stop`.
  if (shape?.is === 'step') return keyHover(text, { ...place, levels: [...place.levels, emptyMap] }, shapes)
  const fields = shape ? shapes.scalarsOf(shape) : []
  const isCode = fields.some(({ role }) => role === 'expression' || role === 'script')
  if (fields.length === 0) return undefined
  return codeHover({ text, offset, place, shapes, context }, isCode)
}

const emptyMap = {
  kind: 'map',
  key: undefined,
  index: -1,
  column: 0,
  flow: false,
  values: new Map<string, string>(),
} as const

function keyHover(text: string, { levels, scalar }: Place, shapes: Shapes): Hover | undefined {
  const shape = shapeAt(shapes, levels.slice(0, -1))
  const name = text.slice(scalar.start, scalar.end).replace(/^(["'])(.*)\1$/, '$2')
  const range = { start: scalar.start, end: scalar.end }
  if (!shape) return undefined
  if (shape.is === 'step') {
    const component = shapes.components.get(name)
    if (component) return { range, title: component.title, text: componentText(component) }
    const beside = fieldNamed(besideComponent, name)
    return beside && { range, title: beside.name, text: beside.summary }
  }
  const field = fieldNamed(shapes.fieldsOf(shape) ?? [], name)
  return field && { range, title: field.name, text: fieldText(field) }
}

function componentText({ summary, fields }: ComponentDocument): string {
  const lines = fields.map(
    ({ name, summary: about, required }) => `- \`${name}\`${required ? ' (needed)' : ''}: ${about}`,
  )
  return [summary, '', ...lines].join('\n')
}

function fieldText({ summary, takes, default: fallback, required }: NamedField): string {
  const lines = [summary, '', `Takes ${takes}.`]
  if (fallback !== undefined)
    lines.push(`Default: \`${typeof fallback === 'string' ? fallback : JSON.stringify(fallback)}\`.`)
  if (required) lines.push('It is needed.')
  return lines.join('\n')
}

interface At {
  readonly text: string
  readonly offset: number
  readonly place: Place
  readonly shapes: Shapes
  readonly context: YamlContext
}

function codeHover({ text, offset, place, shapes, context }: At, isCode: boolean): Hover | undefined {
  const written = new Written(text, place.scalar)
  if (!written.holds(offset)) return undefined
  const inside = written.offsetOf(offset)
  const template = openTemplate(written.text, inside)
  if (!template && !isCode) return undefined
  const start = template?.start ?? 0
  const source = written.text.slice(start, template?.end)
  const word = wordAt(source, inside - start)
  if (!word) return undefined
  const { world, names } = context
  const code = new CodeAt(source, word.end, { world, names, locals: localsAt(shapes, place.levels, world) })
  const range = written.range({ start: word.start + start, end: word.end + start })
  return wordHover(code, source.slice(word.start, word.end), range)
}

function wordAt(source: string, offset: number): TextRange | undefined {
  const before = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, offset))?.[0].length ?? 0
  const after = /^[\p{ID_Continue}$]*/u.exec(source.slice(offset))?.[0].length ?? 0
  return before + after === 0 ? undefined : { start: offset - before, end: offset + after }
}

function wordHover(code: CodeAt, word: string, range: TextRange): Hover | undefined {
  const { place } = code
  if (place.is === 'name') return nameHover(code, word, range)
  if (place.is !== 'member') return undefined
  const { name } = place.base
  const helper = name === undefined ? undefined : code.helper(name)
  const member = helper?.members.find((one) => one.name === word)
  if (helper && member) return { range, title: `${helper.name}.${member.signature}`, text: member.summary ?? '' }
  const found = code.valueOf({ start: place.base.start, end: place.start + word.length, name: undefined })
  if (!found) return undefined
  const title = code.source.slice(place.base.start, place.start + word.length)
  return {
    range,
    title,
    text: shownVariable({ name: title, seen: true, from: '', value: found.value }),
    value: found.value,
  }
}

function nameHover(code: CodeAt, word: string, range: TextRange): Hover | undefined {
  const helper = code.helper(word)
  if (helper) {
    const itself = helper.members.find(({ name }) => name === word)
    const text = itself
      ? (itself.summary ?? '')
      : helper.members.map(({ signature }) => `- \`${signature}\``).join('\n')
    return { range, title: itself?.signature ?? word, text }
  }
  const variable = code.variables.get(word)
  if (!variable) return undefined
  const { secret, seen, value, from } = variable
  const text = `${shownVariable(variable)}\n\nFrom ${from}.`
  return { range, title: word, text, ...(seen && !secret ? { value } : {}) }
}

export interface Definition {
  readonly kind: 'snippet' | 'file' | 'variable'
  readonly name: string
}

/** What the name at `offset` stands for, in this file or another. */
export function definitionAt(text: string, offset: number, context: MentionContext): Definition | undefined {
  const { snippets, files, variables } = allMentions(text, context)
  const isHere = ({ range }: { readonly range: TextRange }): boolean => range.start <= offset && offset <= range.end
  const snippet = snippets.find(isHere)
  if (snippet) return { kind: 'snippet', name: snippet.name }
  const file = files.find(isHere)
  if (file) return { kind: 'file', name: file.name }
  const mention = variables.find((one) => !one.implicit && isHere(one))
  if (mention?.snippet !== undefined) return { kind: 'snippet', name: mention.snippet }
  return mention && { kind: 'variable', name: mention.variable }
}
