/** Where to go to see a line of a file. */
import { addresses } from '../../app/addresses.ts'

/** The page that shows a file, at a line from 1 where it can; undefined for files that have no page. */
export function addressOfUse(path: string, line: number): string | undefined {
  const [folder = '', ...rest] = path.split('/')
  const code = `?view=code&line=${line}`
  if (path === 'vault.yaml') return addresses.vault
  if (rest.length === 0) return undefined
  if (folder === 'tests') return `${addresses.test(path)}${code}`
  if (folder === 'snippets') return `${addresses.snippet(path)}${code}`
  if (folder === 'requests') return addresses.request(path)
  if (folder === 'environments') return addresses.environment(rest.join('/').replace(/\.ya?ml$/, ''))
  return undefined
}
