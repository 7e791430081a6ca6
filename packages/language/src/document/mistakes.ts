/** Mistakes in the YAML of a file: what they are, and that nothing is changed where there are some. */
import type { Diagnostic } from '@merlon/protocol'
import { explainYamlErrors } from '../tree/yaml-errors.ts'
import { Refusal, type Source, sourceOf } from './source.ts'

/** The mistakes in the YAML of a file. */
export const mistakesIn = ({ text, document }: Source, file: string): Diagnostic[] =>
  explainYamlErrors({ path: file, text }, [...document.errors, ...document.warnings])

/** Reads a text that is going to be changed. Throws a Refusal where its YAML has mistakes. */
export function soundSource(text: string): Source {
  return mustBeSound(sourceOf(text))
}

/** Throws a Refusal where the YAML of a file has mistakes. */
export function mustBeSound(source: Source): Source {
  const { errors, warnings } = source.document
  if (errors.length + warnings.length === 0) return source
  const line = mistakesIn(source, '')[0]?.location?.line
  const where = line === undefined ? '' : ` in line ${line}`
  throw new Refusal(`the YAML of this file has a mistake${where}`, 'correct it in the code first')
}
