/** Reads XML text into elements with spans. The only file of the older forms that needs an XML parser. */
import type { Diagnostic } from '@merlon/protocol'
import { type SaxesOptions, SaxesParser } from 'saxes'
import type { SourceFile, Span } from '../source.ts'
import type { Entry, MapNode, ScalarNode } from '../tree/node.ts'
import { explainXmlError } from './xml-errors.ts'
import { type Piece, textNode, trimLayout } from './xml-text.ts'

export interface XmlElement {
  /** From `<` to the `>` of the closing tag. */
  readonly span: Span
  readonly name: ScalarNode
  /** Spans the start tag; the values' spans include their quotes. */
  readonly attributes: MapNode
  readonly children: readonly XmlElement[]
  /**
   * The characters directly in the element, also around its children. White space at both ends is layout where there is
   * a CDATA section or a child; absent where there are no characters.
   */
  readonly text?: ScalarNode
  /** The text is nothing but white space outside a CDATA section. */
  readonly blank: boolean
}

/** Every reader of the tree goes down it call by call, so depth has to end somewhere. */
const DEEPEST = 200

/** Written by editors and generators for themselves; no component reads them. */
const NO_FIELD = /^(gen$|xmlns(:|$)|xsi:|xml:)/

interface Open {
  readonly name: ScalarNode
  readonly attributes: Entry[]
  readonly children: XmlElement[]
  readonly pieces: Piece[]
  tagEnd: number
}

class Building {
  readonly file: SourceFile
  readonly parser = new SaxesParser<SaxesOptions>({ forceXMLVersion: true, defaultXMLVersion: '1.0' })
  private readonly open: Open[] = []
  private attributes: ScalarNode[] = []
  private closed: ScalarNode | undefined
  private mark = 0
  root: XmlElement | undefined

  constructor(file: SourceFile) {
    this.file = file
    const { parser } = this
    parser.on('opentagstart', ({ name }) => this.begin(name))
    parser.on('attribute', ({ name }) => this.attribute(name))
    parser.on('opentag', () => {
      this.open.at(-1)!.tagEnd = this.mark = parser.position
    })
    parser.on('closetag', () => this.end())
    parser.on('text', () => this.characters('text', this.mark, parser.position - 1, parser.position - 1))
    parser.on('cdata', () =>
      this.characters('cdata', this.mark + '<![CDATA['.length, parser.position - ']]>'.length, parser.position),
    )
    // Reported at `--`; the `>` after it is still to come.
    parser.on('comment', () => {
      this.mark = parser.position + 1
    })
    for (const event of ['processinginstruction', 'xmldecl', 'doctype'] as const) {
      parser.on(event, () => {
        this.mark = parser.position
      })
    }
  }

  read(): Diagnostic | undefined {
    try {
      this.parser.write(this.file.text).close()
      return undefined
    } catch (error) {
      const { mark, closed, attributes } = this
      const open = this.open.map(({ name }) => name)
      const at = Math.min(this.parser.position, this.file.text.length)
      return explainXmlError(this.file, error instanceof Error ? error.message : '', {
        at,
        mark,
        closed,
        attributes,
        open,
      })
    }
  }

  private verbatim(start: number, text: string): ScalarNode {
    const end = start + text.length
    return textNode(this.file, [{ kind: 'cdata', start, end }], [start, end])
  }

  private begin(name: string): void {
    if (this.open.length >= DEEPEST) this.parser.fail('nested too deep')
    const start = this.file.text.lastIndexOf(`<${name}`, this.parser.position - 1) + 1
    this.mark = start - 1
    this.attributes = []
    this.open.push({ name: this.verbatim(start, name), attributes: [], children: [], pieces: [], tagEnd: start })
  }

  /** Called just after the closing quote; a value cannot hold its own quote. */
  private attribute(name: string): void {
    const { text } = this.file
    const end = this.parser.position
    const start = text.lastIndexOf(text[end - 1]!, end - 2)
    const key = this.verbatim(text.lastIndexOf(name, text.lastIndexOf('=', start) - name.length), name)
    this.attributes.push(key)
    if (NO_FIELD.test(name)) return
    const value = textNode(this.file, [{ kind: 'attribute', start: start + 1, end: end - 1 }], [start, end])
    this.open.at(-1)!.attributes.push({ key, value })
  }

  private characters(kind: Piece['kind'], start: number, end: number, mark: number): void {
    const open = this.open.at(-1)
    if (!open) return
    open.pieces.push({ kind, start, end })
    this.mark = mark
  }

  private end(): void {
    const { name, attributes, children, pieces, tagEnd } = this.open.pop()!
    const { file } = this
    const start = name.span.start - 1
    const exact = children.length === 0 && pieces.every(({ kind }) => kind !== 'cdata')
    const kept = exact ? pieces : trimLayout(file.text, pieces)
    const first = kept[0]
    const text = first && textNode(file, kept, [first.start, kept.at(-1)!.end])
    const element: XmlElement = {
      span: { file, start, end: this.parser.position },
      name,
      attributes: { kind: 'map', span: { file, start, end: tagEnd }, entries: attributes },
      children,
      blank: trimLayout(file.text, kept).length === 0,
      ...(text ? { text } : {}),
    }
    const parent = this.open.at(-1)
    if (parent) parent.children.push(element)
    else this.root = element
    this.closed = name
    this.mark = this.parser.position
  }
}

/**
 * Reads one XML document. `root` is absent where the text is not well-formed, since nothing after the first fault can be
 * relied on; the one diagnostic then has the code `xml-syntax`.
 * Standard: XML 1.0 (fifth edition) without document types' entities; names are read as written, prefixes included.
 */
export function readXml(file: SourceFile): { root: XmlElement | undefined; diagnostics: Diagnostic[] } {
  const building = new Building(file)
  const fault = building.read()
  return fault ? { root: undefined, diagnostics: [fault] } : { root: building.root, diagnostics: [] }
}
