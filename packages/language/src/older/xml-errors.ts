/** What makes a file no XML, in the words of someone who writes tests. */
import type { Diagnostic } from '@merlon/protocol'
import { positionAt, type SourceFile } from '../source.ts'
import type { ScalarNode } from '../tree/node.ts'
import { diagnosticAt } from '../tree/report.ts'

/** How far the parser came. */
export interface Progress {
  /** Offset just after the character at which the parser gave up. */
  readonly at: number
  /** Where the last complete piece of markup or text ended. */
  readonly mark: number
  /** Names of the elements that are open, outermost first. */
  readonly open: readonly ScalarNode[]
  /** Name of the element that was closed last. */
  readonly closed: ScalarNode | undefined
  /** Names of the attributes of the last start tag. */
  readonly attributes: readonly ScalarNode[]
}

interface Finding {
  readonly message: string
  readonly start: number
  readonly end: number
  readonly help?: string
}

const ONE_ELEMENT = 'a file holds one element, and all else in it'

const blanksAt = (text: string, offset: number): number => /^[\s\uFEFF]*/.exec(text.slice(offset))![0].length

const placeOf = ({ span }: ScalarNode): { start: number; end: number } => ({ start: span.start, end: span.end })

const BARE_AMPERSAND =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|&(?!#\d+;|#x[\da-fA-F]+;|[A-Za-z_:][\w:.-]*;)/g

function bareAmpersand(text: string): Finding | undefined {
  for (const match of text.matchAll(BARE_AMPERSAND)) {
    if (match[0] !== '&') continue
    return {
      message: '`&` begins an entity in XML, and this one has no name or no `;`',
      start: match.index,
      end: match.index + 1,
      help: 'write `&amp;` for the character itself',
    }
  }
  return undefined
}

function reference(text: string, at: number, message: string): Finding {
  const start = text.lastIndexOf('&', at - 1)
  const name = text.slice(start, at)
  return {
    message: message.startsWith('undefined')
      ? `there is no entity \`${name}\``
      : `\`${name}\` is no character that XML allows`,
    start,
    end: at,
    help: 'XML has `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`, and other characters by number, as `&#160;`; or write the character itself',
  }
}

const UNFINISHED: readonly (readonly [opening: string, message: string, help: string])[] = [
  ['<![CDATA[', 'this CDATA section is not closed', 'end it with `]]>`'],
  ['<!--', 'this comment is not closed', 'end it with `-->`'],
  ['<?', 'this processing instruction is not closed', 'end it with `?>`'],
  ['<', 'this tag is not closed', 'its `>` is missing, or the closing quote of an attribute'],
]

function unfinished(file: SourceFile, { mark, open, at }: Progress): Finding {
  const start = mark + blanksAt(file.text, mark)
  for (const [opening, message, help] of UNFINISHED) {
    if (file.text.startsWith(opening, start)) return { message, start, end: start + opening.length, help }
  }
  const element = open.at(-1)
  if (!element) return { message: 'the file ends too early', start: Math.max(0, at - 1), end: at }
  return {
    message: `\`<${element.text}>\` is not closed`,
    ...placeOf(element),
    help: `end it with \`</${element.text}>\``,
  }
}

function secondRoot({ open, at }: Progress): Finding {
  const element = open.at(-1)
  const place = element ? placeOf(element) : { start: at - 1, end: at }
  return { message: 'a second document begins here', ...place, help: ONE_ELEMENT }
}

function wrongClose(file: SourceFile, { at, closed }: Progress, message: string): Finding {
  const start = file.text.lastIndexOf('</', at - 1)
  const name = file.text.slice(start + 2, at - 1).trim()
  if (!closed || message.startsWith('unmatched'))
    return { message: `\`</${name}>\` closes nothing`, start, end: at, help: 'remove it' }
  const { line } = positionAt(file, closed.span.start)
  return {
    message: `\`</${name}>\` stands where \`<${closed.text}>\` of line ${line} must be closed`,
    start,
    end: at,
    help: `write \`</${closed.text}>\` here, or before it`,
  }
}

function outsideRoot(text: string, { mark, closed }: Progress): Finding {
  const start = mark + blanksAt(text, mark)
  const line = text.indexOf('\n', start)
  const message = closed ? 'text stands after the end of the document' : 'text stands before the first element'
  return { message, start, end: line < 0 ? text.length : line, help: ONE_ELEMENT }
}

function forbidden(text: string, at: number): Finding {
  const start = at - 1
  if (text[start] === '<') {
    return {
      message: '`<` cannot stand in the value of an attribute',
      start,
      end: at,
      help: 'write `&lt;`, or close the quote before it',
    }
  }
  const code = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0')
  return { message: `the character U+${code} cannot stand in XML`, start, end: at, help: 'remove it' }
}

function duplicate(attributes: readonly ScalarNode[], at: number): Finding {
  const seen = new Set<string>()
  for (const attribute of attributes) {
    if (seen.has(attribute.text))
      return {
        message: `the attribute '${attribute.text}' is written twice`,
        ...placeOf(attribute),
        help: 'keep one of them',
      }
    seen.add(attribute.text)
  }
  return { message: 'an attribute is written twice', start: at - 1, end: at }
}

/** Messages that need no look at the file, by how the parser's begin. */
const PLAIN: readonly (readonly [begins: string, message: string, help?: string])[] = [
  ['attribute without value', 'an attribute needs `=` and a value in quotes'],
  ['unquoted attribute value', 'the value of an attribute must be in quotes'],
  [
    'no whitespace between',
    'the value ends at the quote before this, and something follows at once',
    'inside a value write `&quot;` for a double quote and `&apos;` for a single one',
  ],
  [
    'disallowed character in attribute name',
    'this cannot stand between the attributes of a tag',
    'inside a value write `&quot;` for a double quote and `&apos;` for a single one',
  ],
  [
    'disallowed character in tag name',
    '`<` begins a tag in XML, and this cannot be its name',
    'write `&lt;` for the character itself',
  ],
  ['disallowed character in closing tag', 'a closing tag holds nothing but its name'],
  ['forward-slash in opening tag', '`/` must be followed by `>` here'],
  ['malformed comment', 'a comment cannot hold `--`'],
  ['the string "]]>"', '`]]>` ends a CDATA section, and none is open', 'write `]]&gt;` for the characters themselves'],
  [
    'an XML declaration must',
    'the `<?xml … ?>` line must be the very first thing in the file',
    'remove what stands before it',
  ],
  [
    'the XML declaration must',
    'the `<?xml … ?>` line must be the very first thing in the file',
    'remove what stands before it',
  ],
  ['nested too deep', 'elements are nested too deep here'],
]

function finding(file: SourceFile, message: string, progress: Progress): Finding {
  const { text } = file
  const { at } = progress
  const ampersand = bareAmpersand(text.slice(0, at))
  if (ampersand) return ampersand
  if (message.startsWith('document must contain')) {
    return { message: text.trim() === '' ? 'this file is empty' : 'there is no element in this file', start: 0, end: 0 }
  }
  if (message.startsWith('undefined entity') || message.startsWith('malformed character'))
    return reference(text, at, message)
  if (message.startsWith('unclosed tag') || message.startsWith('unexpected end')) return unfinished(file, progress)
  if (message.startsWith('unexpected close') || message.startsWith('unmatched closing'))
    return wrongClose(file, progress, message)
  if (message.startsWith('text data outside')) return outsideRoot(text, progress)
  if (message.startsWith('disallowed character.')) return forbidden(text, at)
  if (message.startsWith('duplicate attribute')) return duplicate(progress.attributes, at)
  if (message.startsWith('documents may contain')) return secondRoot(progress)
  // The parser says the same of a character after a name and of one where a name should begin.
  const valueless = message.startsWith('disallowed character in attribute name') && /[\w.:-]/.test(text[at - 2] ?? '')
  const plain = PLAIN.find(([begins]) => (valueless ? 'attribute without value' : message).startsWith(begins))
  const start = Math.max(0, at - 1)
  return {
    message: plain?.[1] ?? 'this is not XML',
    start,
    end: Math.max(start, at),
    ...(plain?.[2] ? { help: plain[2] } : {}),
  }
}

/** Turns the parser's complaint about a file into a diagnostic under the guilty part. */
export function explainXmlError(file: SourceFile, complaint: string, progress: Progress): Diagnostic {
  const { message, start, end, help } = finding(file, complaint.replace(/^\d+:\d+: /, ''), progress)
  return diagnosticAt({ code: 'xml-syntax', message, span: { file, start, end }, help })
}
