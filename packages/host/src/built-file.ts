/** Files that the build lays beside the command. */
import { readFileSync } from 'node:fs'

/** Beside the bundle, or where the build puts it when the command runs from its sources. */
const PLACES = [new URL('./', import.meta.url), new URL('../../cli/dist/', import.meta.url)]

/** A file that only the build makes is not there. */
export class NotBuiltError extends Error {
  readonly help = 'run `npm run build` in the repository of Merlon'
  constructor(name: string) {
    super(`'${name}' is not built yet`)
    this.name = 'NotBuiltError'
  }
}

/** The text of a file that the build made. Throws a NotBuiltError where it is missing. */
export function builtFile(name: string): string {
  for (const place of PLACES) {
    try {
      return readFileSync(new URL(name, place), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  throw new NotBuiltError(name)
}
