/** The built web application, held in memory: an address is looked up, never made into a path. */
import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import type { Handler } from 'hono'
import { missingPage, unbuiltPage } from './pages.ts'
import { ProblemError } from './problem.ts'

interface Asset {
  readonly bytes: Buffer
  readonly type: string
  readonly etag: string
  readonly cache: string
  /** By content coding, made when it is first asked for. */
  readonly packed: Map<string, Promise<Buffer>>
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
}

const PACKS: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [zlib.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
}

/** Named by their content when they are built. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/

/** Serves the application in a folder, an absolute path; with its first page for every address of a page. */
export function serveAssets(folder: string | undefined): Handler {
  const assets = new Map(folder === undefined ? [] : filesIn(folder, '').map((path) => [path, assetAt(folder, path)]))
  const index = assets.get('/index.html')
  return async ({ req }) => {
    if (req.method !== 'GET' && req.method !== 'HEAD')
      throw new ProblemError({ code: 'method', status: 405, message: 'only GET can be done here', allow: ['GET'] })
    const forPage = (req.header('accept') ?? '').includes('text/html')
    const asset = assets.get(req.path) ?? (forPage ? index : undefined)
    if (asset) return answer(asset, req.raw.headers)
    if (forPage && !index) return unbuiltPage()
    return missingPage()
  }
}

async function answer({ bytes, type, etag, cache, packed }: Asset, asked: Headers): Promise<Response> {
  const headers = new Headers({ 'content-type': type, 'cache-control': cache, vary: 'accept-encoding', etag })
  if (asked.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const accepted = (asked.get('accept-encoding') ?? '').split(',').map((one) => one.trim())
  const coding = /^(text|image\/svg|application)/.test(type) && bytes.byteLength > 1024
  const name = coding ? Object.keys(PACKS).find((one) => accepted.includes(one)) : undefined
  if (name === undefined) return new Response(new Uint8Array(bytes), { headers })
  const pack = packed.get(name) ?? PACKS[name]!(bytes)
  packed.set(name, pack)
  headers.set('content-encoding', name)
  return new Response(new Uint8Array(await pack), { headers })
}

function assetAt(folder: string, path: string): Asset {
  const bytes = readFileSync(join(folder, path))
  const extension = path.slice(path.lastIndexOf('.') + 1)
  return {
    bytes,
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    cache: HASHED.test(path) ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    packed: new Map(),
  }
}

/** Addresses of the files below a folder. */
function filesIn(folder: string, path: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(join(folder, path), { withFileTypes: true })
  } catch {
    return [] // not built
  }
  return entries.flatMap((entry) => {
    const below = `${path}/${entry.name}`
    return entry.isDirectory() ? filesIn(folder, below) : entry.isFile() ? [below] : []
  })
}
