/** One text that holds all mutants of a module; which of them is alive is asked at run time, so that it is built once. */
import type { Mutant } from './mutants.ts'

/** `$m(n)` says whether the mutant with that number lives. */
export function withMutants(text: string, mutants: readonly (Mutant & { readonly id: number })[]): string {
  const parts = [...mutants]
  /** Writes [start, end) of the text with the mutants that lie in it. */
  const written = (start: number, end: number): string => {
    let out = ''
    let at = start
    for (let next = parts[0]; next && next.start < end; next = parts[0]) {
      out += text.slice(at, next.start) + wrapped(next)
      at = next.end
    }
    return out + text.slice(at, end)
  }
  /** Writes the stretch of the next mutant, with all that change the same one and those inside. */
  const wrapped = (first: Mutant): string => {
    const same: (Mutant & { readonly id: number })[] = []
    while (parts[0]?.start === first.start && parts[0].end === first.end) same.push(parts.shift()!)
    const { start, end } = first
    const bodies = same.filter(({ kind }) => kind === 'body')
    if (bodies.length > 0)
      return `{${bodies.map(({ id }) => `if ($m(${id})) return;`).join('')}${written(start + 1, end)}`
    // A statement and its expression may be the same stretch.
    const expressions = same.filter(({ kind }) => kind === 'expression')
    const inner = expressions.reduceRight(
      (rest, { id, instead }) => `($m(${id}) ? (${instead}) : ${rest})`,
      written(start, end),
    )
    const statement = same.find(({ kind }) => kind === 'statement')
    return statement ? `{if (!$m(${statement.id})) ${inner};}` : inner
  }
  return written(0, text.length)
}
