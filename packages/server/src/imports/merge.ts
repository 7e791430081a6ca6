/** New variables added to a vault or an environment; what is there stays as it is, to the last byte. */
import { readYaml, setAt, valueAt } from '@merlon/language'
import { ProblemError } from '../http/problem.ts'

export interface Merged {
  readonly text: string
  /** Which names were there already, with another value. */
  readonly notes: readonly { readonly file: string; readonly message: string }[]
}

/** Throws a 422 problem where what is there cannot be added to. */
export function merged(path: string, there: string, added: string): Merged {
  const notes: { file: string; message: string }[] = []
  const names = namesIn(path, there)
  let text = there
  for (const name of namesIn(path, added)) {
    const value = valueAt(added, [name])
    if (!value) continue
    if (names.has(name) || secretsIn(there).has(name)) {
      if (JSON.stringify(valueAt(there, [name])?.value) !== JSON.stringify(value.value))
        notes.push({
          file: path,
          message: `'${name}' is there already, with another value; the one that is there stays`,
        })
      continue
    }
    const edited = setAt(text, [name], value.value, { source: value.source })
    if ('problem' in edited) throw cannot(path, edited.problem)
    text = edited.text
  }
  return { text, notes }
}

function namesIn(path: string, text: string): Set<string> {
  const { node, diagnostics } = readYaml({ path, text })
  const [wrong] = diagnostics
  if (wrong) throw cannot(path, `line ${wrong.location?.line ?? 1} is not YAML`)
  return new Set(node?.kind === 'map' ? node.entries.map(({ key }) => key.text) : [])
}

function secretsIn(text: string): Set<unknown> {
  const list = valueAt(text, ['secrets'])?.value
  return new Set(Array.isArray(list) ? list : [])
}

const cannot = (path: string, reason: string): ProblemError =>
  new ProblemError({
    code: 'cannot-import',
    status: 422,
    message: `nothing can be added to ${path}: ${reason}`,
    help: 'mend it first',
  })
