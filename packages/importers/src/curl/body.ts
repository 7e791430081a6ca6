/** The body of a call, as fields of a step. */
import type { PrintValue } from '@merlon/language'
import { formOf, jsonOf } from './body-text.ts'
import type { Call } from './call.ts'
import { placeOf, type UsedFile } from './files.ts'
import { templateOf } from './marked-text.ts'
import { multipartOf } from './parts.ts'

export interface Body {
  readonly fields: ReadonlyMap<string, PrintValue>
  /** Whether the fields bring the content type, so that no header has to. */
  readonly typed: boolean
  /** Names of texts in it, with the texts, where the step has them by name. */
  readonly named: readonly (readonly [name: string, text: unknown])[]
}

const FORM = 'application/x-www-form-urlencoded'

const none: Body = { fields: new Map(), typed: false, named: [] }

/** What `Content-Type` says: a text, nothing where it was taken away, `undefined` where nobody wrote one. */
export type ContentType = string | null | undefined

function raw(body: PrintValue, type: ContentType): Body {
  const fields = new Map<string, PrintValue>([['body', body]])
  if (typeof type === 'string' && type !== '') fields.set('contentType', templateOf(type))
  return { fields, typed: type !== '', named: [] }
}

function fileBody(written: string, type: ContentType, files: UsedFile[]): Body {
  const file = placeOf(written)
  files.push(file)
  return raw(new Map([['file', file.path]]), type)
}

/** The data of a call as one text; files cannot be a part of it. */
export function dataText({ data, json, messages }: Call): string {
  const texts = data.flatMap((piece) => {
    if ('text' in piece) return [piece.text]
    messages.push(`'${piece.file}' is left out: a body is put together from texts, or is one file`)
    return []
  })
  return texts.join(json ? '' : '&')
}

function textBody(call: Call, text: string, given: ContentType): Body {
  const type = given ?? (given === null ? null : FORM)
  const mime = type?.replace(/;.*$/s, '').trim().toLowerCase()
  if (mime !== undefined && /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(mime)) {
    const json = jsonOf(text)
    const named = Object.entries(json?.plain ?? {})
    if (json)
      return {
        fields: new Map([['json', json.value]]),
        typed: type?.trim().toLowerCase() === 'application/json',
        named,
      }
  }
  if (mime === FORM) {
    const form = formOf(text)
    if (form) return { fields: new Map([['form', form]]), typed: type?.trim().toLowerCase() === FORM, named: [...form] }
    if (given === undefined && jsonOf(text))
      call.messages.push(
        "the body looks like JSON, but without a header 'Content-Type' curl calls it a form, and so does the step",
      )
  }
  return raw(templateOf(text), type)
}

/** The body that a call sends. `type` is the content type that the author wrote. */
export function bodyOf(call: Call, type: ContentType, files: UsedFile[]): Body {
  const { data, parts, upload } = call
  if (parts.length > 0) {
    if (data.length > 0) call.messages.push('the data is left out: curl sends either data or a form of several parts')
    return { fields: new Map([['multipart', multipartOf(call, files)]]), typed: true, named: [] }
  }
  if (upload !== undefined) {
    if (upload !== '-' && upload !== '.') return fileBody(upload, type, files)
    const { input } = call
    if (input !== undefined && input !== 'unknown')
      return 'file' in input ? fileBody(input.file, type, files) : raw(templateOf(input.text), type)
    call.messages.push('what the standard input holds is not known: put the body into the step')
    return raw('', type)
  }
  const [only, second] = data
  if (only === undefined || call.get) return none
  const given = type === undefined && call.json ? 'application/json' : type
  if (second !== undefined || 'text' in only) return textBody(call, dataText(call), given)
  if (only.lines === 'joined')
    call.messages.push(`'${only.file}' is sent as it is; curl takes the line breaks out of a file behind '--data'`)
  return fileBody(only.file, given ?? (given === null ? null : FORM), files)
}
