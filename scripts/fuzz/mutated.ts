/** Texts that are almost right: real ones, with a few changes such as people, tools and enemies make. */
import fc from 'fast-check'

type Change = (text: string) => string

/** A place in a text whose length is not known yet. */
const place = fc.nat(10_000)
const at = (text: string, where: number): number => Math.floor((where / 10_001) * (text.length + 1))
const range = fc.tuple(place, fc.oneof(fc.nat(8), fc.nat(200)))

function changes(texts: readonly string[], words: readonly string[]): fc.Arbitrary<Change> {
  const piece = fc.tuple(fc.constantFrom(...texts), range).map(([text, [from, length]]) => {
    const start = at(text, from)
    return text.slice(start, start + length)
  })
  const inserted = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 2, arbitrary: piece },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('\u0000', '\ufeff', '\ud800', '\u2028', '\r', '\u001b[2J', '😀', '\u0085'),
    },
  )
  const insert = fc.tuple(place, inserted).map(
    ([where, what]): Change =>
      (text) =>
        text.slice(0, at(text, where)) + what + text.slice(at(text, where)),
  )
  const remove = range.map(
    ([from, length]): Change =>
      (text) =>
        text.slice(0, at(text, from)) + text.slice(at(text, from) + length),
  )
  const double = fc.tuple(range, fc.integer({ min: 1, max: 40 })).map(
    ([[from, length], times]): Change =>
      (text) => {
        const start = at(text, from)
        return text.slice(0, start) + text.slice(start, start + length).repeat(times) + text.slice(start)
      },
  )
  const replace = fc.tuple(range, inserted).map(
    ([[from, length], what]): Change =>
      (text) =>
        text.slice(0, at(text, from)) + what + text.slice(at(text, from) + length),
  )
  const lines = fc.tuple(place, place, fc.constantFrom('', ' ', '  ', '\t')).map(
    ([one, other, indent]): Change =>
      (text) => {
        const all = text.split('\n')
        const from = Math.floor((one / 10_001) * all.length)
        const to = Math.floor((other / 10_001) * all.length)
        ;[all[from], all[to]] = [indent + all[to]!, all[from]!]
        return all.join('\n')
      },
  )
  const cut = place.map(
    (where): Change =>
      (text) =>
        text.slice(0, at(text, where)),
  )
  return fc.oneof(
    { weight: 5, arbitrary: insert },
    { weight: 3, arbitrary: remove },
    { weight: 3, arbitrary: replace },
    { weight: 2, arbitrary: double },
    { weight: 2, arbitrary: lines },
    { weight: 1, arbitrary: cut },
  )
}

/** One of the texts, with some changes; `words` are what is worth inserting. */
export function mutated(texts: readonly string[], words: readonly string[], most = 8): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(changes(texts, words), { maxLength: most, size: 'max' }))
    .map(([text, all]) => all.reduce((changed, change) => change(changed), text).slice(0, 100_000))
}
