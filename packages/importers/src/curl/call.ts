/** What the words of a curl command ask for. Source: curl(1). */
import type { CurlCommand, Input } from './commands.ts'
import { flagCalled, shortFlags } from './flags.ts'

/** A piece of a body: text as it is sent, or a file. */
export type Piece = { readonly text: string } | { readonly file: string; readonly lines: 'kept' | 'joined' }

export interface Call {
  readonly line: number
  readonly comment: string | undefined
  readonly input: Input | undefined
  readonly urls: string[]
  readonly headers: string[]
  readonly data: Piece[]
  readonly parts: { readonly text: string; readonly literal: boolean }[]
  readonly cookies: string[]
  readonly messages: string[]
  method?: string
  head?: boolean
  /** Data goes into the address. */
  get?: boolean
  json?: boolean
  user?: string
  bearer?: string
  agent?: string
  referer?: string
  range?: string
  upload?: string
  follow?: boolean
  maxRedirects?: string
  maxTime?: string
  connectTimeout?: string
  globOff?: boolean
}

const newCall = ({ line, comment, input }: CurlCommand): Call => ({
  line,
  comment,
  input,
  urls: [],
  headers: [],
  data: [],
  parts: [],
  cookies: [],
  messages: [],
})

class Words {
  private readonly words: readonly string[]
  private at = 0

  constructor(words: readonly string[]) {
    this.words = words
  }

  next(): string | undefined {
    const word = this.words[this.at]
    this.at += 1
    return word
  }
}

function setFlag(call: Call, written: string, name: string, own: string | undefined, words: Words): void {
  const flag = flagCalled(name)
  if (!flag) {
    if (!written.startsWith('--no-')) call.messages.push(`curl's flag '${written}' is left out: it is not known here`)
    return
  }
  const value = flag.takesValue ? (own ?? words.next()) : ''
  if (value === undefined) call.messages.push(`curl's flag '${written}' is left out: its value is missing`)
  else if (flag.set === undefined)
    call.messages.push(`curl's flag '${written}' is left out: a step has nothing like it`)
  else flag.set(call, value)
}

/** `-sXPOST` is `-s -X POST`. */
function setShort(call: Call, cluster: string, words: Words): void {
  for (let at = 0; at < cluster.length; at += 1) {
    const name = shortFlags[cluster[at]!] ?? ''
    const rest = cluster.slice(at + 1)
    const takesValue = flagCalled(name)?.takesValue === true
    setFlag(call, `-${cluster[at]}`, name, takesValue && rest !== '' ? rest : undefined, words)
    if (takesValue) return
  }
}

/** The calls of one command: several where `--next` parts them. */
export function callsOf(command: CurlCommand): Call[] {
  const words = new Words(command.words)
  const calls = [newCall(command)]
  let onlyUrls = false
  for (let word = words.next(); word !== undefined; word = words.next()) {
    const call = calls.at(-1)!
    if (onlyUrls || !word.startsWith('-') || word === '-') call.urls.push(word)
    else if (word === '--') onlyUrls = true
    else if (word === '--next' || word === '-:') calls.push({ ...newCall(command), comment: undefined })
    else if (!word.startsWith('--')) setShort(call, word.slice(1), words)
    else {
      const [, name = '', own] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? []
      setFlag(call, `--${name}`, name, own, words)
    }
  }
  return calls
}
