/** Paths of the new project: nothing leads out of it, and nothing in them troubles a file system. */

const TROUBLE = /[<>:"|?*\\\x00-\x1f\x7f]/g

/** Written by systems and tools for themselves. */
const HIDDEN = /^(?:\.[^.].*|__MACOSX|Thumbs\.db|desktop\.ini)$/i

/** One segment of a path; `undefined` for what is none. */
function segment(name: string): string | undefined {
  const clean = name
    .replace(TROUBLE, '-')
    .replace(/[. ]+$/, '')
    .trim()
  return clean === '' ? undefined : clean
}

/** A relative path with `/`, without `.`, `..` and drive letters; empty where nothing is left. */
export function safePath(path: string): string {
  return path
    .split('/')
    .flatMap((name) => segment(name) ?? [])
    .join('/')
}

/** A name that is one segment of a path. */
export const safeName = (name: string): string => segment(name.replaceAll('/', '-')) ?? 'unnamed'

export const isHidden = (path: string): boolean => path.split('/').some((name) => HIDDEN.test(name))

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')

export const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The name of a file without folders and extension. */
export const stemOf = (path: string): string => fileOf(path).replace(/\.[^.]*$/, '')

/** Makes every name unique, also where a file system does not tell upper from lower case. */
export class UniqueNames {
  private readonly taken = new Set<string>()

  /** The name itself, or the first of `name 2`, `name 3` … that is free; `ending` comes after the number. */
  claim(name: string, ending: string): string {
    for (let n = 1; ; n += 1) {
      const candidate = `${name}${n === 1 ? '' : ` ${n}`}${ending}`
      if (this.taken.has(candidate.toLowerCase())) continue
      this.taken.add(candidate.toLowerCase())
      return candidate
    }
  }
}
