/** The parts of a multipart form, as `--form` writes them. Source: curl(1). */
import type { PrintValue } from '@merlon/language'
import type { Call } from './call.ts'
import { placeOf, type UsedFile } from './files.ts'
import { templateOf } from './marked-text.ts'

const QUOTED = /^"((?:[^"\\]|\\[\s\S])*)"/

/** A text up to the next `;` or `,`, or one in quotes; and what is behind it. */
function firstOf(text: string, end: RegExp): { readonly value: string; readonly rest: string } {
  const quoted = QUOTED.exec(text)
  if (quoted) return { value: quoted[1]!.replace(/\\(["\\])/g, '$1'), rest: text.slice(quoted[0].length) }
  const at = text.search(end)
  return at < 0 ? { value: text, rest: '' } : { value: text.slice(0, at), rest: text.slice(at) }
}

/** The settings behind a part's content: `;type=text/plain;filename=a.txt`. */
function settingsOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const pattern = /^;\s*(type|filename|headers|encoder)=/i
  let rest = text
  for (let one = pattern.exec(rest); one; one = pattern.exec(rest)) {
    const name = one[1]!.toLowerCase()
    // A content type has parameters of its own.
    const end = name === 'type' ? /;(?=\s*(?:filename|headers|encoder)=)/i : /;/
    const { value, rest: behind } = firstOf(rest.slice(one[0].length), end)
    found.set(name, value)
    rest = behind
  }
  return found
}

interface Around {
  readonly call: Call
  readonly files: UsedFile[]
}

function partOf(text: string, literal: boolean, { call, files }: Around): Map<string, PrintValue> | undefined {
  const [, name = '', content = ''] = /^([^=]*)=([\s\S]*)$/.exec(text) ?? []
  if (name === '') {
    call.messages.push('a part of the form is left out: it has no name')
    return undefined
  }
  const part = new Map<string, PrintValue>([['name', templateOf(name)]])
  if (literal) return part.set('value', templateOf(content))
  const isFile = /^[@<]/.test(content)
  const { value, rest } = firstOf(isFile ? content.slice(1) : content, isFile ? /[;,]/ : /;/)
  if (isFile && value === '-') {
    call.messages.push(`the part '${name}' is left out: what the standard input holds is not known`)
    return undefined
  }
  if (isFile) {
    const file = placeOf(value)
    files.push(file)
    part.set('file', file.path)
    if (content.startsWith('<'))
      call.messages.push(`the part '${name}' is sent with the name of its file, which curl would not do`)
    if (rest.startsWith(',')) call.messages.push(`of the files of the part '${name}', only the first is taken over`)
  } else part.set('value', templateOf(value))
  const settings = settingsOf(rest)
  for (const setting of ['filename', 'type']) {
    const given = settings.get(setting)
    if (given !== undefined) part.set(setting, templateOf(given))
  }
  for (const setting of ['headers', 'encoder']) {
    if (settings.has(setting)) call.messages.push(`'${setting}' of the part '${name}' is left out`)
  }
  return part
}

/** The `multipart` of a step. */
export function multipartOf(call: Call, files: UsedFile[]): PrintValue {
  return call.parts.flatMap(({ text, literal }) => partOf(text, literal, { call, files }) ?? [])
}
