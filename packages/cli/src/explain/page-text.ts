/** A page of the reference on a terminal. It knows the Markdown that those pages use: paragraphs, `code`, fenced examples. */
import { type Styles, styles, wrap } from '@merlon/reporters'

const READABLE = 100
const MARGIN = '    '

const FENCE = /^```(\w+)(?: (wrong|right))?(?: (\S+))?$/

/** What stands above an example: whether it is right, and the file it would be. */
function heading(verdict: string | undefined, path: string | undefined, { red, green, bold }: Styles): string {
  const shown = path === undefined ? '' : ` (${path})`
  if (verdict === 'wrong') return red(`wrong${shown}`)
  return verdict === 'right' ? green(`right${shown}`) : bold(path ?? 'example')
}

/** Wrapped before it is coloured, so that colours take no room. */
function paragraphText(lines: readonly string[], width: number, { blue }: Styles): string {
  const wrapped = wrap(lines.join(' '), width)
  return wrapped.map((line) => line.replace(/`[^`]+`/g, blue)).join('\n')
}

/** Draws a page; `width` in cells. */
export function pageText(title: string, body: string, { width, color }: { width: number; color: boolean }): string {
  const style = styles(color)
  const blocks: string[] = [style.bold(title)]
  let paragraph: string[] = []
  let example: string[] | undefined
  const end = (): void => {
    if (paragraph.length > 0) blocks.push(paragraphText(paragraph, Math.min(width, READABLE), style))
    paragraph = []
  }
  for (const line of body.split('\n')) {
    const fence = FENCE.exec(line)
    if (example) {
      if (line === '```') {
        blocks.push(example.join('\n'))
        example = undefined
      } else example.push(`${MARGIN}${line}`.trimEnd())
    } else if (fence) {
      end()
      example = [heading(fence[2], fence[3], style)]
    } else if (line === '') end()
    else paragraph.push(line)
  }
  end()
  return `${blocks.join('\n\n')}\n`
}
