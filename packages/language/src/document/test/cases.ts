/** Changes by example: a text before and after. */
import { expect, test } from 'vitest'
import { applyEdits, type Edited } from '../index.ts'

/** The text of an example, without the indentation that it has in this file. */
export function yaml({ raw: [text = ''] }: TemplateStringsArray): string {
  const lines = text.replaceAll('$\\{', '${').replace(/^\n/, '').replace(/\n *$/, '').split('\n')
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`
}

interface Case {
  readonly name: string
  readonly before: string
  readonly change: (text: string) => Edited
  readonly after: string
}

export function cases(...all: readonly Case[]): void {
  test.each(all)('$name', ({ before, change, after }) => {
    const result = change(before)
    expect('problem' in result ? result.problem : result.text).toBe(after)
    if ('edits' in result) expect(applyEdits(before, result.edits)).toBe(after)
  })
}
