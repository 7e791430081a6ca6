/**
 * The core function library (XPath 1.0, chapter 4), but for what the evaluator does itself: `position`, `last`,
 * `boolean`, `not`.
 */
import type { HelperUse } from '@merlon/language'
import type { Document } from './document.ts'
import type { Conversions, Value } from './values.ts'

/** Where a function is called. */
export interface Site {
  readonly document: Document
  readonly convert: Conversions
  readonly use: HelperUse
  /** The context node. */
  readonly here: number
}

type Work = (args: readonly Value[], site: Site) => Value

/** The argument, or the context node where there is none. */
function textOrHere([value]: readonly Value[], { convert, here, use }: Site): string {
  const text = convert.text(value ?? [here])
  use.charge(text.length >> 3)
  return text
}

function nodesOrHere([value]: readonly Value[], { here }: Site): readonly number[] {
  return typeof value === 'object' ? value : [here]
}

function nameFunction(part: (entry: ReturnType<Document['entry']>) => string): Work {
  return (args, site) => {
    const [first] = nodesOrHere(args, site)
    return first === undefined ? '' : part(site.document.entry(first))
  }
}

function textFunction(work: (texts: readonly string[], use: HelperUse) => Value): Work {
  return (args, { convert, use }) => {
    const texts = args.map((arg) => convert.text(arg))
    const length = texts.reduce((sum, text) => sum + text.length, 0)
    use.chargeText(length)
    return work(texts, use)
  }
}

function numberFunction(work: (value: number) => number): Work {
  return ([value], { convert }) => work(convert.number(value ?? Number.NaN))
}

export const functions: Readonly<Record<string, Work>> = {
  count: (args, site) => nodesOrHere(args, site).length,
  id: identified,
  'local-name': nameFunction(({ local }) => local),
  'namespace-uri': nameFunction(({ space }) => (space.startsWith('\0') ? '' : space)),
  name: nameFunction(({ name }) => name),
  string: textOrHere,
  concat: textFunction((texts) => texts.join('')),
  'starts-with': textFunction(([text = '', start = '']) => text.startsWith(start)),
  contains: textFunction(([text = '', part = '']) => text.includes(part)),
  'substring-before': textFunction(([text = '', part = '']) => text.slice(0, Math.max(0, text.indexOf(part)))),
  'substring-after': textFunction(([text = '', part = '']) =>
    text.includes(part) ? text.slice(text.indexOf(part) + part.length) : '',
  ),
  substring,
  'string-length': (args, site) => characters(textOrHere(args, site), site.use).length,
  'normalize-space': (args, site) =>
    textOrHere(args, site)
      .split(/[ \t\r\n]+/)
      .filter((word) => word !== '')
      .join(' '),
  translate: textFunction(translated),
  true: () => true,
  false: () => false,
  lang: inLanguage,
  number: ([value], { convert, here }) => convert.number(value ?? [here]),
  sum: (args, site) => nodesOrHere(args, site).reduce((sum, id) => sum + site.convert.number([id]), 0),
  floor: numberFunction(Math.floor),
  ceiling: numberFunction(Math.ceil),
  round: numberFunction(Math.round),
}

function characters(text: string, use: HelperUse): string[] {
  use.chargeList(text.length)
  return [...text]
}

/** Section 4.2, with its rounding: `substring('12345', 1.5, 2.6)` is `234`. */
function substring([value = '', from = 1, count]: readonly Value[], { convert, use }: Site): string {
  const all = characters(convert.text(value), use)
  const start = Math.round(convert.number(from))
  const end = count === undefined ? Number.POSITIVE_INFINITY : start + Math.round(convert.number(count))
  if (Number.isNaN(start) || Number.isNaN(end)) return ''
  return all.slice(Math.max(0, start - 1), Math.max(0, end - 1)).join('')
}

function translated([text = '', from = '', to = '']: readonly string[], use: HelperUse): string {
  use.charge(text.length + from.length)
  const targets = [...to]
  const map = new Map<string, string>()
  for (const [at, character] of [...from].entries()) {
    if (!map.has(character)) map.set(character, targets[at] ?? '')
  }
  let made = ''
  for (const character of text) made += map.get(character) ?? character
  return made
}

/** By `xml:id`, and in HTML by `id`: our documents have no declarations that say which attributes are identifiers. */
function identified([value = '']: readonly Value[], { document, convert, use }: Site): number[] {
  const texts = typeof value === 'object' ? value.map((id) => document.text(id, use)) : [convert.text(value)]
  const wanted = new Set(texts.flatMap((text) => text.split(/[ \t\r\n]+/)).filter((word) => word !== ''))
  const plain = document.root.name === 'html'
  const found: number[] = []
  use.charge(document.entries.length)
  for (const { kind, name, value: text, parent } of document.entries) {
    if (kind !== 'attribute' || !(name === 'xml:id' || (plain && name === 'id'))) continue
    // The first element of an identifier has it.
    if (wanted.delete(String(text)) && found.at(-1) !== parent) found.push(parent)
  }
  return found
}

/** Section 4.3: the nearest `xml:lang` is that language, or a part of it. */
function inLanguage([value = '']: readonly Value[], { document, convert, here, use }: Site): boolean {
  const wanted = convert.text(value).toLowerCase()
  for (let at = here; at >= 0; at = document.entry(at).parent) {
    use.charge(1)
    const entry = document.entry(at)
    if (entry.kind !== 'element' || typeof entry.value === 'string') continue
    const language = entry.value.attributes.get('xml:lang')?.toLowerCase()
    if (language !== undefined) return language === wanted || language.startsWith(`${wanted}-`)
  }
  return false
}
