import { fileOf, safePath } from '../shared/names.ts'
import { templateOf } from './marked-text.ts'

/** A file that a command reads, and where below `files/` the step looks for it. */
export interface UsedFile {
  readonly written: string
  readonly path: string
}

/** What there is to do about a file that is not there yet. */
export const missingFile = ({ written, path }: UsedFile): string =>
  `'${templateOf(written)}' is read from files/${path}: put it there`

/** The place of a file below `files/`: its own relative path, or its mere name where that leads elsewhere. */
export function placeOf(written: string): UsedFile {
  const path = written.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  const elsewhere = /^(?:[/~]|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(path)
  return { written, path: templateOf(safePath(elsewhere ? fileOf(path) : path) || 'unnamed') }
}
