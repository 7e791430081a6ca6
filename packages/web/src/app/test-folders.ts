/** Tests in the folders they stand in. */
import type { TestEntry } from '@merlon/protocol/http'

export interface TestFolder {
  /** `''` for `tests/` itself. */
  readonly path: string
  readonly name: string
  readonly folders: TestFolder[]
  readonly tests: TestEntry[]
}

/** A folder that only holds another one is shown with it: `api/v1`. */
function joined(folder: TestFolder): TestFolder {
  const folders = folder.folders.map(joined)
  const [only] = folders
  if (folder.path !== '' && only && folders.length === 1 && folder.tests.length === 0)
    return { ...only, name: `${folder.name}/${only.name}` }
  return { ...folder, folders }
}

/** The tree of folders, in the order in which the tests came. */
export function folderTree(tests: readonly TestEntry[]): TestFolder {
  const root: TestFolder = { path: '', name: '', folders: [], tests: [] }
  const known = new Map<string, TestFolder>([['', root]])
  const folderOf = (path: string): TestFolder => {
    const there = known.get(path)
    if (there) return there
    const at = path.lastIndexOf('/')
    const parent = folderOf(at < 0 ? '' : path.slice(0, at))
    const folder: TestFolder = { path, name: path.slice(at + 1), folders: [], tests: [] }
    parent.folders.push(folder)
    known.set(path, folder)
    return folder
  }
  for (const test of tests) {
    const inside = test.path.replace(/^tests\//, '')
    const at = inside.lastIndexOf('/')
    folderOf(at < 0 ? '' : inside.slice(0, at)).tests.push(test)
  }
  return joined(root)
}
