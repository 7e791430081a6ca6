/** What a terminal showed, as a picture: text with SGR colours (ECMA-48, 8.3.117) becomes SVG. */
import { cells } from '@merlon/reporters'

const FONT_SIZE = 14
/** Pixels; a little over 0.6 of the font's size, so that the usual monospaced fonts neither touch nor drift apart. */
const CELL = 8.45
const LINE = 20
const PADDING = 24

const CARD = '#0d1117'
const EDGE = '#30363d'
const TEXT = '#e6edf3'

interface Style {
  readonly color?: string
  readonly bold?: boolean
  readonly dim?: boolean
}

export interface Piece {
  readonly text: string
  readonly style: Style
}

const COLORS: Readonly<Record<number, string>> = { 31: '#ff7b72', 32: '#56d364', 33: '#e3b341', 34: '#79c0ff' }

function changed(style: Style, code: number): Style {
  const { color, ...uncoloured } = style
  if (code === 0) return {}
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 22) return color === undefined ? {} : { color }
  if (code === 39) return uncoloured
  const wanted = COLORS[code]
  if (wanted === undefined) throw new Error(`no drawing is known for the SGR code ${code}`)
  return { ...style, color: wanted }
}

/** Lines as pieces of one style each. Throws for a colour or a control character that a picture cannot show. */
export function piecesOf(output: string): Piece[][] {
  let style: Style = {}
  return output
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => {
      const pieces: Piece[] = []
      for (const [at, part] of line.split(/\x1b\[([\d;]*)m/).entries()) {
        if (at % 2 === 1) for (const code of part.split(';')) style = changed(style, Number(code))
        else if (/\p{Cc}/u.test(part)) throw new Error(`a control character cannot be drawn: ${JSON.stringify(part)}`)
        else if (part !== '') pieces.push({ text: part, style })
      }
      return pieces
    })
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)

const rounded = (pixels: number): string => String(Math.round(pixels * 100) / 100)

function attributesOf({ color, bold, dim }: Style): string {
  return `${color ? ` fill="${color}"` : ''}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.65"' : ''}`
}

/**
 * One line. Each stretch between wider blanks says where it begins and how wide it is: a glyph from another font then
 * moves nothing behind it, and no viewer has to keep blanks apart.
 */
function lineOf(pieces: readonly Piece[], row: number): string {
  const y = rounded(PADDING + row * LINE + FONT_SIZE)
  let drawn = ''
  let column = 0
  for (const { text, style } of pieces) {
    for (const stretch of text.split(/(^ +| {2,}| +$)/)) {
      const width = cells(stretch)
      const place = `x="${rounded(PADDING + column * CELL)}" y="${y}" textLength="${rounded(width * CELL)}"`
      if (stretch.trim() !== '') drawn += `<text ${place}${attributesOf(style)}>${escaped(stretch)}</text>\n`
      column += width
    }
  }
  return drawn
}

/** Draws a terminal's output on a dark card; `title` says to those who cannot see it what it shows. */
export function terminalPicture(output: string, title: string): string {
  const lines = piecesOf(output)
  const columns = Math.max(
    ...lines.map((pieces) =>
      cells(
        pieces
          .map(({ text }) => text)
          .join('')
          .trimEnd(),
      ),
    ),
  )
  const width = Math.ceil(columns * CELL + 2 * PADDING)
  const height = lines.length * LINE + 2 * PADDING
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">\n`,
    `<title>${escaped(title)}</title>\n`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${CARD}" stroke="${EDGE}"/>\n`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}" fill="${TEXT}">\n`,
    ...lines.map(lineOf),
    '</g>\n</svg>\n',
  ].join('')
}
