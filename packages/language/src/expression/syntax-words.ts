/** Words for text that is not JavaScript. */
import { Refusal } from './problem.ts'

/** Words that people write out of habit from other languages. */
const habits: ReadonlyMap<string, string> = new Map([
  ['and', 'write `&&` for and'],
  ['or', 'write `||` for or'],
  ['not', 'write `!` for not'],
  ['is', 'write `==` to compare'],
  ['then', 'write `condition ? this : that`'],
  ['contains', 'write `a.includes(b)`'],
  ['=', 'write `==` to compare'],
])

interface Rule {
  readonly begins: string
  readonly say: (subject: string) => string
  readonly help?: string
}

/** By the beginning of acorn's message: it has no codes. What none of them fits is said in general words. */
const rules: readonly Rule[] = [
  { begins: 'Unterminated string', say: () => 'this text has no closing quote' },
  { begins: 'Unterminated template', say: () => 'this template literal has no closing backtick' },
  { begins: 'Unterminated comment', say: () => 'this comment has no closing `*/`' },
  { begins: 'Unterminated regular', say: () => 'this pattern has no closing `/`' },
  {
    begins: 'Invalid regular expression flag',
    say: () => 'this pattern has an unknown flag',
    help: 'there are d g i m s u y',
  },
  { begins: 'Invalid regular expression', say: () => 'this pattern is not a regular expression' },
  {
    begins: 'Assigning to rvalue',
    say: () => 'only a variable or a member can be assigned to',
    help: 'write `==` to compare',
  },
  { begins: 'Identifier ', say: (name) => `\`${name}\` is declared twice` },
  { begins: 'Unexpected character', say: (text) => `\`${text}\` is not expected here` },
  { begins: 'Logical expressions and coalesce', say: () => '`??` beside `&&` or `||` needs parentheses' },
  { begins: 'Unary operator used immediately', say: () => 'a sign before `**` needs parentheses' },
  { begins: 'Identifier directly after number', say: (text) => `\`${text}\` is not expected after a number` },
  { begins: 'Invalid number', say: () => 'this is not a number' },
  { begins: 'Octal literal', say: () => 'this is not a number', help: 'leave out the zeros in front' },
  { begins: 'Unsyntactic break', say: () => '`break` stands in no loop' },
  { begins: 'Unsyntactic continue', say: () => '`continue` stands in no loop' },
  { begins: "'return' outside", say: () => '`return` stands in no function' },
  { begins: 'Bad escape sequence', say: () => 'this escape is not known', help: 'write `\\\\` for a backslash' },
  { begins: 'Invalid Unicode escape', say: () => 'this escape is not known', help: 'write `\\\\` for a backslash' },
  { begins: 'Missing initializer', say: () => 'this `const` has no value' },
  { begins: 'Missing catch or finally', say: () => '`try` needs `catch` or `finally`' },
  { begins: "Cannot use 'import.meta'", say: () => '`import.meta` is not available in expressions' },
  { begins: "'new.target'", say: () => '`new.target` is not available in expressions' },
  { begins: 'Binding', say: (text) => `\`${text}\` cannot be a name` },
  { begins: 'The keyword', say: (text) => `\`${text}\` is a word of the language; it cannot be a name` },
]

/** The refusal for a parser's complaint at `position`, in text from `offset` on. */
export function explain(text: string, offset: number, complaint: string, position: number): Refusal {
  const token = tokenAt(text, position)
  const place = {
    start: Math.min(position, text.length),
    end: Math.max(position, Math.min(text.length, position + token.length)),
  }
  const rule = rules.find(({ begins }) => complaint.startsWith(begins))
  if (rule && token !== '') return new Refusal(rule.say(token), place, rule.help)
  if (position < text.length) return unexpected(text, position)
  const opener = unclosed(text, offset)
  if (opener !== undefined)
    return new Refusal(`\`${text[opener]}\` is never closed`, { start: opener, end: opener + 1 })
  const last = /(\S+)\s*$/.exec(text.slice(Math.max(offset, text.length - 100)))?.[1] ?? ''
  return new Refusal(`something is missing after \`${last.slice(-20)}\``, {
    start: text.trimEnd().length,
    end: text.length,
  })
}

/** The refusal for a token that nothing allows where it stands. */
export function unexpected(text: string, position: number): Refusal {
  const token = tokenAt(text, position)
  const place = { start: position, end: position + token.length }
  const help = habits.get(token)
  return new Refusal(`\`${token}\` is not expected here`, place, help)
}

function tokenAt(text: string, position: number): string {
  const rest = text.slice(position, position + 40)
  return /^(?:[\p{ID_Continue}$]+|=>|[=!]==?|[&|?]{2}|.)/u.exec(rest)?.[0] ?? ''
}

const openers = '([{'

/** The last bracket that is opened and not closed, quoted text left aside. */
function unclosed(text: string, offset: number): number | undefined {
  const open: number[] = []
  let quote = ''
  for (let at = offset; at < text.length; at += 1) {
    const character = text[at]!
    if (quote !== '') {
      if (character === '\\') at += 1
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'" || character === '`') quote = character
    else if (openers.includes(character)) open.push(at)
    else if (character === ')' || character === ']' || character === '}') open.pop()
  }
  return open.at(-1)
}
