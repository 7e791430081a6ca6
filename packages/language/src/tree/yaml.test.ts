import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Node } from './node.ts'
import { readYaml } from './yaml.ts'

const diagnosticsOf = (text: string) => readYaml({ path: 'tests/a.yaml', text }).diagnostics

describe('reading YAML', () => {
  test('ends on a mistake in a file that begins with a line break and has no step', () => {
    const [first] = diagnosticsOf('\n  ${name: x\nb: c\n')
    expect(first?.severity).toBe('error')
  })

  test.each([
    ['a block that stands behind its header by mistake', 'steps:\n  - post:\n      body: |  "b": 1 }\n'],
    [
      'a text in quotes that is closed in another line by mistake',
      'steps:\n  - get: { url: "${base}/cart", headers: { a: "${t\\${ }, var: cart }\n  - get: { url: "${base}", var: b }\n',
    ],
  ])('finds the characters of %s inside of it', (_what, text) => {
    const { node } = readYaml({ path: 'tests/a.yaml', text })
    const found: number[][] = []
    const visit = (one: Node): void => {
      if (one.kind === 'list') one.items.forEach(visit)
      else if (one.kind === 'map') for (const { value } of one.entries) visit(value)
      else found.push([one.span.start, one.locate(0), one.locate(one.text.length), one.span.end])
    }
    if (node) visit(node)
    expect(found.length).toBeGreaterThan(0)
    for (const places of found) expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('finds the characters of a text that begins with a byte order mark where they stand', () => {
    const text = 'a: \ufeff two\n'
    const { node } = readYaml({ path: 'tests/a.yaml', text })
    const value = node?.kind === 'map' ? node.entries[0]?.value : undefined
    if (value?.kind !== 'scalar') throw new Error('no scalar was read')
    expect(value.text).toBe('\ufeff two')
    expect([0, 2, 5].map((at) => value.locate(at))).toEqual([3, 5, 8])
  })

  test('ends on any text, and places every mistake inside it', () => {
    const piece = fc.constantFrom(
      '\n',
      '\r\n',
      ' ',
      '  ',
      '- ',
      ': ',
      '${',
      '}',
      '[',
      '{',
      '"',
      "'",
      '|',
      '&a',
      '*a',
      '#',
      'x',
      'é',
      '!',
      '%',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const lines = text.split('\n').length
        for (const { location } of diagnosticsOf(text)) {
          expect(location?.line).toBeGreaterThanOrEqual(1)
          expect(location?.line).toBeLessThanOrEqual(lines)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
