/** The body that a request carries, and the content type that says what it is. */
import { type Context, StepFault, type TemplateInput } from '@merlon/engine'
import { jsonText, kindOf } from '@merlon/language'
import type { RequestInput } from './fields.ts'
import { formText, readPairs } from './maps.ts'
import { multipartBody } from './multipart.ts'
import { fromFile } from './project-file.ts'
import type { RequestBody } from './request-body.ts'

async function fileText(file: TemplateInput, field: string, context: Context): Promise<string> {
  const path = context.text(file, { missing: 'error' })
  return fromFile(field, () => context.ports.files.readText(path))
}

async function raw(input: NonNullable<RequestInput['body']>, context: Context): Promise<RequestBody['content']> {
  if ('is' in input) return context.text(input)
  const path = context.text(input.file, { missing: 'error' })
  if (!input.fill) return { file: path, size: await fromFile('body', () => context.ports.files.size(path)) }
  return context.fillText(await fromFile('body', () => context.ports.files.readText(path)), path)
}

async function graphql(input: NonNullable<RequestInput['graphql']>, context: Context): Promise<string> {
  const query = 'is' in input.query ? context.text(input.query) : await fileText(input.query.file, 'graphql', context)
  const variables = input.variables && context.value(input.variables)
  if (variables !== undefined && variables !== null && kindOf(variables) !== 'map')
    throw new StepFault('`variables` must be a map', { field: 'graphql' })
  const operationName = input.operationName && context.text(input.operationName)
  return jsonText({
    query,
    ...(variables === undefined ? {} : { variables }),
    ...(operationName ? { operationName } : {}),
  })
}

/** Builds the body of a request; undefined where it has none. */
export async function bodyOf(input: RequestInput, context: Context): Promise<RequestBody | undefined> {
  if (input.json) {
    const value = context.value(input.json)
    if (value === undefined)
      throw new StepFault('the JSON body is missing: its only `${ }` has no value', { field: 'json' })
    return { content: jsonText(value), contentType: 'application/json' }
  }
  if (input.body)
    return {
      content: await raw(input.body, context),
      contentType: input.contentType && context.text(input.contentType),
    }
  if (input.form)
    return {
      content: formText(readPairs(input.form, 'form', context)),
      contentType: 'application/x-www-form-urlencoded',
    }
  if (input.multipart) return multipartBody(input.multipart, context)
  if (input.graphql) return { content: await graphql(input.graphql, context), contentType: 'application/json' }
  return undefined
}
