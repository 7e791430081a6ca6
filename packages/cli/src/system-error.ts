/** Errors of the operating system in plain words. */

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not',
  EPERM: 'you may not',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'what it should be in is no folder',
  EEXIST: 'there is a file of that name',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  ELOOP: 'it is a link that leads to itself',
  EADDRINUSE: 'something else listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
}

/** The code of an error of the system (`ENOENT`); undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Why it happened, in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code === undefined) return error instanceof Error ? error.message : String(error)
  return REASONS[code] ?? code
}

/** What to tell about a file that could not be read or written; undefined for any other error. */
export function fileProblem(error: unknown): string | undefined {
  if (codeOf(error) === undefined || !(error instanceof Error) || !('path' in error)) return undefined
  const reading = 'syscall' in error && /^(?:open|read|scandir|stat|lstat|realpath)/.test(String(error.syscall))
  return `'${String(error.path)}' cannot be ${reading ? 'read' : 'written'}: ${reasonOf(error)}`
}
