/** Random patterns, flags and texts. */
import fc from 'fast-check'

const atoms = [
  'a',
  'b',
  'c',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\W',
  '\\d',
  '\\s',
  '\\S',
  '[^\\s\\d]',
  'A',
  '[A-B]',
  '\\x61',
]
const assertions = ['^', '$', '\\b', '\\B']
const quantifiers = [
  '*',
  '+',
  '?',
  '{2}',
  '{0,2}',
  '{1,3}',
  '{2,}',
  '{0}',
  '*?',
  '+?',
  '??',
  '{1,2}?',
  '{2,}?',
  '{0,1}?',
]
const quantifier = fc.constantFrom(...quantifiers)

interface Ingredients {
  readonly atoms: readonly string[]
  readonly opens: readonly string[]
  readonly looks: readonly string[]
}

/** Patterns as text; at most a few dozen characters, nested up to four deep. Every third group in depth is named. */
export function patterns({ atoms, opens, looks }: Ingredients): fc.Arbitrary<string> {
  const { alternatives } = fc.letrec<{ term: string; sequence: string; alternatives: string }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 4, arbitrary: fc.constantFrom(...atoms) },
      { weight: 1, arbitrary: fc.constantFrom(...assertions) },
      { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...atoms), quantifier).map((parts) => parts.join('')) },
      ...(looks.length > 0
        ? [
            {
              weight: 2,
              arbitrary: fc
                .tuple(fc.constantFrom(...looks), tie('alternatives'))
                .map(([open, body]) => `${open}${body})`),
            },
          ]
        : []),
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...opens), tie('alternatives'), fc.option(quantifier, { nil: '' }))
          .map(([open, body, repeat]) => `${open}${body})${repeat}`),
      },
    ),
    sequence: fc.array(tie('term'), { maxLength: 3 }).map((terms) => terms.join('')),
    alternatives: fc.oneof(
      { weight: 3, arbitrary: tie('sequence') },
      { weight: 1, arbitrary: fc.tuple(tie('sequence'), tie('sequence')).map((parts) => parts.join('|')) },
    ),
  }))
  return alternatives
}

/** Gives every group marked `(?<>` a name of its own. */
function withNames(source: string): string {
  let count = 0
  return source.replaceAll('(?<>', () => `(?<n${++count}>`)
}

export const plain = patterns({ atoms, opens: ['(', '(?:', '(?<>'], looks: [] }).map(withNames)
export const looking = patterns({ atoms, opens: ['(', '(?:'], looks: ['(?=', '(?!', '(?<=', '(?<!'] })
export const referring = patterns({
  atoms: [...atoms, '\\1', '\\2', '\\1', '(a|b)'],
  opens: ['(', '(', '(?:'],
  looks: ['(?=', '(?!', '(?<=', '(?<!'],
})
export const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '1', ' ', '\n', '_'), maxLength: 12 })
export const flagSets = fc.subarray(['i', 'm', 's', 'u']).map((flags) => flags.join(''))
