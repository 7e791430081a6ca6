/**
 * One page for people, which opens from a disk and asks nobody for anything.
 *
 * It is the studio's own report, built into a template, and the events of the run as data in between. What is data can
 * neither end its block nor be carried out. A run that breaks off leaves a page that shows it as far as it got.
 */
import type { RunEvent } from '@merlon/protocol'
import { buffered } from './buffered.ts'
import { defineReporter } from './reporter.ts'

/** Where the events belong in the template. */
const PLACE = '<!--events-->'

/** The page reads them as lines of JSON. */
const OPEN = '<script type="application/x-ndjson">\n'
const CLOSE = '</script>\n'

/** A browser reads a page in pieces, and has a limit on the length of one text. */
const LONGEST_BLOCK = 1_000_000

/** JSON in which no sign means anything to HTML; whoever reads it as JSON sees no difference. */
const inert = (event: RunEvent): string =>
  JSON.stringify(event).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

function parted(template: string): { readonly head: string; readonly tail: string } {
  const [head, tail, more] = template.split(PLACE)
  if (head === undefined || tail === undefined || more !== undefined)
    throw new Error(`the page of the HTML report has to hold '${PLACE}' once`)
  return { head, tail }
}

export default defineReporter({
  name: 'html',
  title: 'HTML',
  summary: 'One page for people, with every step, request and answer; it opens from a disk, without a network',
  extension: 'html',
  flag: 'Write the report as one page to read in a browser',
  open({ write, asset }) {
    const { head, tail } = parted(asset('report.html'))
    const out = buffered(write)
    const said = new Set<string>()
    let block = 0
    out(head + OPEN)
    return {
      event(event) {
        if (event.type === 'body') {
          if (said.has(event.hash)) return
          said.add(event.hash)
        }
        const line = inert(event)
        if (block > LONGEST_BLOCK) {
          out(CLOSE + OPEN)
          block = 0
        }
        block += line.length
        out(`${line}\n`)
      },
      finished() {
        out(CLOSE + tail)
        out.flush()
      },
    }
  },
})
