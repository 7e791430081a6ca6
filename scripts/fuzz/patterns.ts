/** Patterns: what RegExp finds, in time linear in the text. */
import { compilePattern, matchAllPattern, PatternError, PatternLimitError } from '@merlon/language'
import fc from 'fast-check'
import { flagSets, looking, plain, referring, texts } from '../../packages/language/src/pattern/test/random-patterns.ts'
import { mutated } from './mutated.ts'
import { runnable } from './run-target.ts'
import { must, type Target } from './target.ts'

class Enough extends Error {}

/** Steps that a search for a match takes; undefined for more than `most`. */
function stepsOf(source: string, flags: string, text: string, most: number): number | undefined {
  let steps = 0
  try {
    compilePattern(source, flags).exec(text, 0, (more) => {
      steps += more
      if (steps > most) throw new Enough()
    })
  } catch (error) {
    if (error instanceof Enough || error instanceof PatternLimitError) return undefined
    throw error
  }
  return steps
}

interface Case {
  readonly source: string
  readonly flags: string
  readonly text: string
}

const show = ({ source, flags, text }: Case): string => `/${source}/${flags} on ${JSON.stringify(text)}`

const linear: Target<Case> = {
  group: 'evaluator',
  name: 'patterns in linear time',
  input: fc.record({ source: plain, flags: flagSets, text: texts }),
  show,
  check({ source, flags, text }) {
    const unit = text || 'a'
    const short = stepsOf(source, flags, `${unit.repeat(1_000)}!`, 50_000_000)
    const long = stepsOf(source, flags, `${unit.repeat(4_000)}!`, 200_000_000)
    must(short !== undefined && long !== undefined, 'it takes more steps than any linear search')
    must(long <= 5 * short + 20_000, `${short} steps become ${long} on a text four times as long`)
  },
}

const agreement: Target<Case> = {
  group: 'evaluator',
  name: 'patterns as RegExp has them',
  input: fc.record({ source: fc.oneof(plain, looking, referring), flags: flagSets, text: texts }),
  show,
  check({ source, flags, text }) {
    const theirs = hosted(source, flags)
    if (!theirs) return
    const expected = [...text.matchAll(theirs)].map((match) => [match.index, ...match])
    const found = [...matchAllPattern(text, compilePattern(source, flags), () => {})].map(({ index, groups }) => [
      index,
      ...groups,
    ])
    must(
      JSON.stringify(found) === JSON.stringify(expected),
      `it finds ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
    )
  },
}

function hosted(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, `${flags}g`)
  } catch {
    return undefined
  }
}

const real = [
  '^[A-Z]{2}\\d+$',
  '(?<year>\\d{4})-(?<month>\\d\\d)',
  '^(?!x)\\w+(?:\\.\\w+)*$',
  '[^"\\\\]|\\\\.',
  '\\p{L}+\\u{1F600}',
  '(a|b)*?\\1',
  '(?<=\\$)\\d+',
  '[\\d\\-z]{1,3}',
  '\\cA\\x41\\u0041\\0',
  '^\\s*$',
]
const bits = [
  '(',
  ')',
  '(?:',
  '(?=',
  '(?<!',
  '(?<n>',
  '\\k<n>',
  '[',
  ']',
  '[^',
  '-',
  '{',
  '}',
  '{1,}',
  '{2,1}',
  '{99999}',
  '*',
  '+',
  '?',
  '|',
  '\\',
  '\\1',
  '\\9',
  '\\b',
  '\\p{L}',
  '\\u{',
  '.',
  '^',
  '$',
  '\\c',
  '\\x',
  '😀',
  '\\ud83d',
  '&&',
  '--',
]

const hostile: Target<Case> = {
  group: 'evaluator',
  name: 'any text as a pattern',
  input: fc.record({
    source: mutated(real, bits, 6),
    flags: fc.subarray(['g', 'i', 'm', 's', 'u', 'y']).map((all) => all.join('')),
    text: fc.string({
      unit: fc.constantFrom('a', 'A', '1', '-', ' ', '\n', '😀', '\ud83d', 'é', '2024'),
      maxLength: 60,
    }),
  }),
  show,
  check({ source, flags, text }) {
    const theirs = hosted(source, flags.replace(/[gy]/g, ''))
    let ours: ReturnType<typeof compilePattern>
    try {
      ours = compilePattern(source, flags)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      must(error.message !== '', 'the refusal says nothing')
      return
    }
    must(theirs !== undefined, 'it is taken, although RegExp does not take it')
    let steps = 0
    try {
      ours.exec(text, 0, (more) => {
        steps += more
        if (steps > 5_000_000) throw new Enough()
      })
    } catch (error) {
      if (!(error instanceof Enough || error instanceof PatternLimitError)) throw error
    }
  },
}

export const patterns = [runnable(agreement), runnable(linear), runnable(hostile)]
