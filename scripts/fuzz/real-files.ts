/** The files of the examples and the acceptance projects. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../generate/output.ts'

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`)
}

const paths = [...below('examples'), ...below('acceptance')].map((path) => path.replaceAll('\\', '/')).sort()

/** The texts of those whose path matches. */
export function textsOf(path: RegExp): string[] {
  return paths.filter((one) => path.test(one)).map((one) => readFileSync(join(root, one), 'utf8'))
}
