/** The curl commands among the commands of a shell, with what is piped into them. */
import { cmdTokens, isForCmd } from './cmd.ts'
import { unescaped } from './escapes.ts'
import { wellFormed } from './marked-text.ts'
import { posixTokens } from './posix.ts'
import type { LineNote, Token } from './tokens.ts'

/** What arrives on the standard input, as far as it is known without carrying anything out. */
export type Input = { readonly text: string } | { readonly file: string } | 'unknown'

export interface CurlCommand {
  /** From 1. */
  readonly line: number
  /** Without `curl` itself. */
  readonly words: readonly string[]
  readonly input: Input | undefined
  /** The comment above it. */
  readonly comment: string | undefined
}

interface Command {
  readonly line: number
  readonly words: string[]
  input: Input | undefined
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/
/** What stands before a command without being one: prompts, and programs that start another. */
const BEFORE = /^(?:[$%]|sudo|time|exec|nohup|!|do|then|else|done|fi|export)$/
const CURL = /(?:^|[\\/])curl(?:\.exe)?$/i
const TEXT = /^(?:printf|echo|cat)$/

/** What a command writes: of those that merely give text, the text. */
function outputOf({ words: [name, ...rest], input }: Command): Input {
  if (name === 'cat' && rest.length === 0) return input ?? 'unknown'
  if (name === 'cat' && rest.length === 1) return { file: rest[0]! }
  if (name === 'echo') {
    const flags = rest[0] === '-n' || rest[0] === '-e' || rest[0] === '-ne' || rest[0] === '-en' ? rest.shift()! : ''
    const text = rest.join(' ')
    return { text: `${flags.includes('e') ? unescaped(text, '%b') : text}${flags.includes('n') ? '' : '\n'}` }
  }
  const [format = '', argument = ''] = rest
  if (name !== 'printf' || rest.length > 2) return 'unknown'
  if (/^%[sb](?:\\n)?$/.test(format)) {
    const text = format.startsWith('%b') ? unescaped(argument, '%b') : argument
    return { text: `${text}${format.endsWith('\\n') ? '\n' : ''}` }
  }
  return format.includes('%') ? 'unknown' : { text: unescaped(format, "$'") }
}

class Grouping {
  readonly found: CurlCommand[] = []
  readonly notes: LineNote[]
  private comments: string[] = []
  private current: Command = { line: 0, words: [], input: undefined }
  private redirection: '<' | '<<<' | '>' | undefined
  private piped = false

  constructor(notes: readonly LineNote[]) {
    this.notes = [...notes]
  }

  add(token: Token): void {
    if (token.kind === 'comment') {
      if (!token.text.startsWith('!')) this.comments.push(token.text)
    } else if (token.kind === 'redirection') this.redirection = token.sign
    else if (token.kind === 'input') this.current.input = { text: token.text }
    else if (token.kind === 'end') this.end(token.sign)
    else if (this.redirection !== undefined) this.redirect(token.text)
    else {
      if (this.current.words.length === 0) this.current = { ...this.current, line: token.line }
      this.current.words.push(token.text)
    }
  }

  private redirect(word: string): void {
    if (this.redirection === '<') this.current.input = { file: word }
    if (this.redirection === '<<<') this.current.input = { text: `${word}\n` }
    this.redirection = undefined
  }

  end(sign: string): void {
    const { current, piped } = this
    this.redirection = undefined
    if (current.words.length === 0) {
      // A line that ends with a pipe goes on in the next one.
      if (!piped) current.input = undefined
      return
    }
    const assigned: string[] = []
    while (ASSIGNMENT.test(current.words[0] ?? '') || BEFORE.test(current.words[0] ?? ''))
      assigned.push(current.words.shift()!)
    const [name, ...words] = current.words
    this.current = { line: 0, words: [], input: sign === '|' ? outputOf(current) : undefined }
    this.piped = sign === '|'
    if (name !== undefined && CURL.test(name)) {
      const comment = this.comments.length === 0 ? undefined : this.comments.join('\n')
      this.found.push({ line: current.line, words, input: current.input, comment })
    } else if (!piped && !(sign === '|' && TEXT.test(name ?? ''))) this.leaveOut(current.line, name, assigned)
    if (name !== undefined) this.comments = []
  }

  private leaveOut(line: number, name: string | undefined, assigned: readonly string[]): void {
    const variables = assigned.filter((one) => ASSIGNMENT.test(one)).map((one) => one.replace(/=[\s\S]*$/, ''))
    if (name === undefined && variables.length === 0) return
    const message =
      name === undefined
        ? `the variable '${variables.join("', '")}' is left out: put it into the vault, or into an environment`
        : `'${name}' is left out: it is no curl command`
    this.notes.push({ line, message })
  }
}

/** Finds the curl commands of a text. Throws Unreadable where it cannot be read as commands. */
export function curlCommands(text: string): { found: readonly CurlCommand[]; notes: readonly LineNote[] } {
  const whole = wellFormed(text.replace(/^\ufeff/, ''))
  const { tokens, notes } = isForCmd(whole) ? cmdTokens(whole) : posixTokens(whole.replaceAll('\r\n', '\n'))
  const grouping = new Grouping(notes)
  for (const token of tokens) grouping.add(token)
  grouping.end('\n')
  return grouping
}
