import { createHash } from 'node:crypto'
import { remember } from '../bounded.ts'
import { multipartBody } from '../http/body.ts'
import { problem, Refusal } from '../http/refusal.ts'
import { empty, json, typed } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { integer, list, object, text } from '../schema/build.ts'

const KEPT = 50
const PATH = '/api/files'
const fileSchema = object(
  {
    name: text(),
    size: integer({ minimum: 0, description: 'bytes' }),
    sha256: text({ pattern: '^[0-9a-f]{64}$' }),
    type: text(),
  },
  { title: 'File' },
)

interface Stored {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** The smallest PNG, one transparent pixel, so that there is something to download. */
const LOGO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

const ofName = object({ name: text({ examples: ['logo.png'] }) })

export function files(): Resource {
  const stored = new Map<string, Stored>()
  stored.set('logo.png', { name: 'logo.png', type: 'image/png', bytes: Buffer.from(LOGO, 'base64') })
  const get = (name: string): Stored => {
    const file = stored.get(name)
    if (!file) throw new Refusal(404, `no file has the name '${name}'`)
    return file
  }

  const listFiles = route({
    id: 'listFiles',
    method: 'get',
    path: PATH,
    summary: `The files, the last ${KEPT}`,
    replies: { 200: { description: 'the files', schema: list(fileSchema) } },
    handle: () => json(200, [...stored.values()].map(describe)),
  })
  const upload = route({
    id: 'uploadFile',
    method: 'post',
    path: PATH,
    summary: 'Upload one file; one of the same name is replaced',
    body: multipartBody(object({ file: text({ format: 'binary' }) })),
    replies: {
      201: { description: 'the file is there', schema: fileSchema, headers: { Location: 'the path of the file' } },
    },
    async handle({ body }) {
      const file = await onlyFile(body)
      remember(stored, file.name, file, KEPT)
      return json(201, describe(file), { Location: `${PATH}/${encodeURIComponent(file.name)}` })
    },
  })
  const download = route({
    id: 'downloadFile',
    method: 'get',
    path: `${PATH}/{name}`,
    summary: 'Download a file',
    parameters: ofName,
    replies: {
      200: {
        description: 'the bytes, with the type that the upload said',
        schema: text({ format: 'binary' }),
        contentType: '*/*',
        headers: { 'Content-Disposition': 'attachment, with the name' },
      },
    },
    refusals: { 404: 'no file has this name' },
    conditional: true,
    handle({ parameters }) {
      const { name, type, bytes } = get(parameters.name)
      return typed(200, type, bytes, {
        'Content-Disposition': disposition(name),
        'X-Content-Type-Options': 'nosniff',
      })
    },
  })
  const remove = route({
    id: 'deleteFile',
    method: 'delete',
    path: `${PATH}/{name}`,
    summary: 'Delete a file',
    parameters: ofName,
    replies: { 204: { description: 'the file is gone' } },
    refusals: { 404: 'no file has this name' },
    handle({ parameters }) {
      stored.delete(get(parameters.name).name)
      return empty(204)
    },
  })
  const description = 'Upload as multipart/form-data, and download'
  return { name: 'files', description, refusalFormat: problem, routes: [listFiles, upload, download, remove] }
}

function describe({ name, type, bytes }: Stored): Record<string, unknown> {
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), type }
}

async function onlyFile(form: FormData): Promise<Stored> {
  const found = [...form.values()].filter((value) => typeof value !== 'string')
  const [file] = found
  if (!file || found.length > 1) throw new Refusal(400, `send one file; ${found.length} arrived`)
  const name = file.name.replace(/^.*[/\\]/, '')
  if (name === '') throw new Refusal(400, 'the file has no name')
  const type = /^[\w.+-]+\/[\w.+-]+[ -~]*$/.test(file.type) ? file.type : 'application/octet-stream'
  return { name, type, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** RFC 6266: the name in ASCII for all, and in UTF-8 for those who read it. */
function disposition(name: string): string {
  const ascii = name.replace(/[^ -~]/g, '_').replace(/["\\]/g, '\\$&')
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}
