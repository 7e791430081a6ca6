import { basename } from 'node:path'
import type { Conflict, ProjectTree } from '../../store/store.ts'
import { download } from '../download.ts'
import type { Handlers } from '../handler.ts'
import { ProblemError } from '../problem.ts'

export const files = {
  listFiles: async ({ project }) => ({ files: [...(await project.tree.list())] }),

  readFile: async ({ project, query: { path } }) => {
    const content = await project.tree.read(path)
    const kind = project.tree.kindOf(path)
    if (!content || !kind) throw missing(path)
    return { path, kind, ...content, readOnly: project.tree.readOnly || (kind === 'test' && path.endsWith('.xml')) }
  },

  writeFile: async ({ project, query: { path }, body: { text, base } }) =>
    done(path, await project.tree.write(path, text, base)),

  deleteFile: async ({ project, query: { path, base } }) => {
    done(path, await project.tree.remove(path, base))
    return {}
  },

  moveFile: async ({ project, body: { from, to } }) => {
    const result = await project.tree.move(from, to)
    if ('conflict' in result && result.conflict.version === null) throw missing(from)
    return done(to, result)
  },

  committedFile: async ({ project, query: { path } }) => ({ text: (await project.tree.committed(path)) ?? null }),

  readContent: async ({ project, query: { path } }) => {
    const bytes = await project.tree.readBytes(belowFiles(project.tree, path))
    if (!bytes) throw missing(path)
    return download(bytes, basename(path), 'application/octet-stream')
  },

  writeContent: async ({ project, query: { path }, body: { base64, overwrite } }) =>
    done(path, await project.tree.writeBytes(path, bytesOf(base64), overwrite)),
} satisfies Partial<Handlers>

const missing = (path: string): ProblemError =>
  new ProblemError({ code: 'not-found', status: 404, message: `there is no file '${path}'` })

/** The result of a change that happened; a conflict becomes a problem that says what is there now. */
function done<T extends object>(path: string, result: T | Conflict): T {
  if (!('conflict' in result)) return result
  throw new ProblemError({
    code: 'conflict',
    status: 409,
    message:
      result.conflict.version === null
        ? `'${path}' is not there any more`
        : `'${path}' is not what it was when it was read`,
    help: 'look at what is there now, and decide what is to stay',
    current: result.conflict,
  })
}

function belowFiles(tree: ProjectTree, path: string): string {
  const kind = tree.kindOf(path)
  if (kind === undefined || kind === 'file') return path // an unknown path is the tree's to refuse
  throw new ProblemError({
    code: 'bad-path',
    status: 422,
    message: `'${path}' is not below files/`,
    help: 'other files of a project are read as text',
  })
}

function bytesOf(base64: string): Uint8Array {
  if (base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return Buffer.from(base64, 'base64')
  throw new ProblemError({
    code: 'bad-base64',
    status: 422,
    message: '`base64` is not base64 (RFC 4648, with padding)',
  })
}
