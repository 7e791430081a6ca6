/** Renaming a variable in all places of a file. */
import type { Edited, TextEdit, TextRange } from '../document/types.ts'
import { globalOf } from '../expression/members/globals.ts'
import { isIdentifier } from './members.ts'
import { allMentions, type Mention, type MentionContext, type Mentions } from './mentions.ts'
import { isReserved } from './names.ts'

export interface RenameOptions {
  /** The variable is one of this snippet, which the file calls; not one of the file itself. */
  readonly snippet?: string
}

/** What comes with the variable of a request. */
const companions = ['_source', '_response']

/** The variable that a mention is part of: `cart` for `cart_response`, where `cart` is a request's. */
function rootOf(name: string, { responses }: Mentions): string {
  for (const suffix of companions) {
    const root = name.slice(0, -suffix.length)
    if (name.endsWith(suffix) && responses.has(root)) return root
  }
  return name
}

function placesOf(variable: string, mentions: Mentions, { snippet }: RenameOptions): readonly Mention[] {
  return mentions.variables.filter(
    (one) =>
      !one.implicit &&
      one.snippet === snippet &&
      (one.variable === variable || rootOf(one.variable, mentions) === variable),
  )
}

/**
 * Every place in which the variable's name is written, `cart_response` and `cart_source` of a request's variable
 * included; there the range is that of the name alone.
 */
export function renameRanges(
  text: string,
  variable: string,
  context: MentionContext,
  options: RenameOptions = {},
): TextRange[] {
  return placesOf(variable, allMentions(text, context), options).map(({ range }) => nameRange(range, variable))
}

const nameRange = ({ start }: TextRange, variable: string): TextRange => ({ start, end: start + variable.length })

/**
 * The text with the variable renamed wherever it is read or written, and nothing else changed. A problem where the new
 * name cannot be a variable's, means something else in the file, or where the old one is never written out.
 */
export function renameVariable(
  text: string,
  change: { readonly from: string; readonly to: string },
  context: MentionContext,
  options: RenameOptions = {},
): Edited {
  const { from, to } = change
  const mentions = allMentions(text, context)
  if (/^_\d/.test(from)) return { problem: `'${from}' belongs to a loop`, help: 'give the element a name with `as`' }
  const problem = nameProblem(to) ?? (options.snippet === undefined ? clash(change, mentions) : undefined)
  if (problem) return problem
  const edits = placesOf(from, mentions, options).map((mention): TextEdit => {
    const range = nameRange(mention.range, from)
    if (!mention.shorthand) return { ...range, text: to }
    // `{ cart }` names a member, too, which keeps its name.
    return { ...mention.range, text: `${mention.variable}: ${to}${mention.variable.slice(from.length)}` }
  })
  return { text: applied(text, edits), edits }
}

function applied(text: string, edits: readonly TextEdit[]): string {
  let made = ''
  let at = 0
  for (const edit of edits) {
    made += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return made + text.slice(at)
}

type Problem = Extract<Edited, { problem: string }>

function nameProblem(name: string): Problem | undefined {
  const help = 'a name has letters, digits and `_`, and does not begin with a digit'
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return { problem: `'${name}' cannot name a variable`, help }
  if (/^_\d/.test(name))
    return { problem: `'${name}' cannot name a variable`, help: 'names such as `_1` belong to loops' }
  if (isReserved(name) || globalOf(name, 'javascript') !== undefined)
    return { problem: `'${name}' has a meaning in expressions`, help: 'take another name' }
  return undefined
}

function clash({ from, to }: { from: string; to: string }, mentions: Mentions): Problem | undefined {
  if (from === to) return undefined
  const names = new Set(
    mentions.variables.flatMap(({ variable, snippet }) => (snippet === undefined ? [variable] : [])),
  )
  const taken = [to, ...(mentions.responses.has(from) ? companions.map((suffix) => to + suffix) : [])]
  const used = taken.find((name) => names.has(name) || mentions.declared.has(name))
  if (used !== undefined) return { problem: `'${used}' is used in this file already`, help: 'take another name' }
  const implicit = mentions.variables.some(({ variable, implicit: is }) => is && variable === from)
  if (implicit)
    return { problem: `a request without \`var\` sets '${from}'`, help: `give that request \`var: ${to}\` first` }
  if (mentions.responses.has(rootOf(from, mentions)) && rootOf(from, mentions) !== from)
    return { problem: `'${from}' comes with '${rootOf(from, mentions)}'`, help: 'rename that one' }
  return isIdentifier(from) ? undefined : { problem: `'${from}' is no variable` }
}
