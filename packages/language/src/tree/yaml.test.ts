import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from './yaml.ts'

const diagnosticsOf = (text: string) => readYaml({ path: 'tests/a.yaml', text }).diagnostics

describe('reading YAML', () => {
  test('ends on a mistake in a file that begins with a line break and has no step', () => {
    const [first] = diagnosticsOf('\n  ${name: x\nb: c\n')
    expect(first?.severity).toBe('error')
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
