import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern, type MatchResult, type Tier } from './pattern.ts'
import { flagSets, looking, patterns, plain, referring, texts } from './test/random-patterns.ts'

const free = () => {}

/** What the host's RegExp finds, in our form. */
function hostMatches(source: string, flags: string, text: string): MatchResult[] {
  return [...text.matchAll(new RegExp(source, `${flags}g`))].map((match) => ({
    index: match.index,
    end: match.index + match[0].length,
    groups: [...match],
    named: match.groups && { ...match.groups },
  }))
}

function ourMatches(source: string, flags: string, text: string, tier: Tier, shared: boolean): MatchResult[] {
  const pattern = compilePattern(source, flags, { tier })
  const search = shared ? pattern.search(text, free) : (from: number) => pattern.exec(text, from, free)
  const matches: MatchResult[] = []
  let from = 0
  while (from <= text.length) {
    const match = search(from)
    if (!match) break
    matches.push({ ...match, named: match.named && { ...match.named } })
    const wide = flags.includes('u') && (text.codePointAt(match.end) ?? 0) > 0xffff
    from = match.end > match.index ? match.end : match.end + (wide ? 2 : 1)
  }
  return matches
}

/** A reference to a group that does not exist is no pattern with flag `u`. */
function readable(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags)
    return true
  } catch {
    return false
  }
}

function splitsPair(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff
}

function agrees(sources: fc.Arbitrary<string>, tiers: readonly Tier[], numRuns: number): void {
  const property = fc.property(sources, flagSets, texts, fc.boolean(), (source, flags, text, shared) => {
    fc.pre(readable(source, flags))
    const expected = hostMatches(source, flags, text)
    for (const tier of tiers) expect(ourMatches(source, flags, text, tier, shared)).toEqual(expected)
  })
  fc.assert(property, { numRuns })
}

describe('a pattern gives the matches, groups and names the host gives', () => {
  it('for groups, classes, repetitions and anchors', () => {
    agrees(plain, ['linear', 'interruptible', 'host'], 4000)
  })

  it('for look-around', () => {
    agrees(looking, ['linear', 'interruptible'], 3000)
  })

  it('for back-references', () => {
    agrees(referring, ['linear', 'interruptible'], 3000)
  })

  it('whichever way it chooses itself', () => {
    const property = fc.property(fc.oneof(plain, looking, referring), flagSets, texts, (source, flags, text) => {
      fc.pre(readable(source, flags))
      const match = compilePattern(source, flags).exec(text, 0, free)
      expect(match && { ...match, named: match.named && { ...match.named } }).toEqual(
        hostMatches(source, flags, text)[0] ?? null,
      )
    })
    fc.assert(property, { numRuns: 2000 })
  })
})

describe('a pattern reads characters beyond the basic plane and halves of them as the host does', () => {
  const wide = ['a', '.', '[^a]', '😀', '[😀-😂]', '\\W', '\\ud83d', '\\ude00', '[\\ud83d]', '[^\\ude00]', '\\S']
  const units = fc.constantFrom('a', '😀', '😁', '\ud83d', '\ude00', 'é', 'É')
  const wideTexts = fc.string({ unit: units, maxLength: 8 })
  const open = ['(', '(?:']
  const sources = fc.oneof(
    patterns({ atoms: wide, opens: open, looks: [] }),
    patterns({ atoms: [...wide, '\\1', 'é'], opens: open, looks: ['(?=', '(?!', '(?<=', '(?<!'] }),
  )

  it('in all its ways of matching, from every position where a character starts', () => {
    const property = fc.property(sources, flagSets, wideTexts, fc.nat(8), (source, flags, text, from) => {
      fc.pre(readable(source, flags) && from <= text.length && !(flags.includes('u') && splitsPair(text, from)))
      const host = new RegExp(source, `${flags}g`)
      host.lastIndex = from
      const expected = host.exec(text)
      // Node's engine also tries positions inside a pair when no character is asked for, against the standard.
      fc.pre(!expected || !flags.includes('u') || !splitsPair(text, expected.index))
      for (const tier of ['linear', 'interruptible'] as const) {
        const match = compilePattern(source, flags, { tier }).exec(text, from, free)
        expect(match && { index: match.index, groups: match.groups }).toEqual(
          expected && { index: expected.index, groups: [...expected] },
        )
      }
    })
    fc.assert(property, { numRuns: 3000 })
  })
})
