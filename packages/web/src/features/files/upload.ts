/** Puts files from this computer below `files/`. */
import { base64Of } from '../../api/base64.ts'
import { ApiError, call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'

export type Uploaded =
  | { readonly is: 'written'; readonly path: string }
  /** There is a file of this name already. */
  | { readonly is: 'there'; readonly path: string; readonly file: File }
  | { readonly is: 'refused'; readonly path: string; readonly problem: string }

const LARGEST_BYTES = 50_000_000

/** Writes one file; `taken` are the paths that are known to be there. */
export async function upload(
  file: File,
  { taken, overwrite }: { taken: ReadonlySet<string>; overwrite: boolean },
): Promise<Uploaded> {
  const path = `files/${file.name}`
  if (taken.has(path) && !overwrite) return { is: 'there', path, file }
  if (file.size > LARGEST_BYTES) return { is: 'refused', path, problem: `${file.name} is larger than 50 MB` }
  try {
    await call('writeContent', { path, body: { base64: await base64Of(file), overwrite } })
    forget('listFiles')
    return { is: 'written', path }
  } catch (error) {
    if (error instanceof ApiError)
      return error.problem.status === 409
        ? { is: 'there', path, file }
        : { is: 'refused', path, problem: [error.problem.title, error.problem.help].filter(Boolean).join('; ') }
    return { is: 'refused', path, problem: error instanceof Error ? error.message : `${file.name} cannot be read` }
  }
}
