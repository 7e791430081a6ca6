/** What a file calls itself: the `name` of a test, found without reading the rest of it where that is possible. */
import { entryOf, readYaml } from '@merlon/language'

const NAMED = /^(tests|requests)\/.*\.ya?ml$|^merlon\.yaml$/

/** The text of the top-level `name` of a YAML file; undefined where it has none. */
export function titleOf(path: string, bytes: Uint8Array): string | undefined {
  if (!NAMED.test(path)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const line = /^\uFEFF?name:[ \t]+(.*)$/m.exec(text)
  if (!line) return undefined
  const next = text.slice(line.index + line[0].length + 1).split('\n', 1)[0] ?? ''
  // A value that goes on below its line, or refers to another one, needs the whole file.
  const whole = /^[ \t]+\S|^\s*$/.test(next) || /^[|>&*!{["']/.test(line[1] ?? '')
  return nameIn(path, whole ? text : line[0])
}

function nameIn(path: string, text: string): string | undefined {
  const { node } = readYaml({ path, text })
  const name = node?.kind === 'map' ? entryOf(node, 'name')?.value : undefined
  const said = name?.kind === 'scalar' ? name.text.trim() : ''
  return said === '' ? undefined : said
}
