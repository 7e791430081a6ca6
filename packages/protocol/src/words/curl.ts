import type { RequestRecord } from '../events.ts'
import type { Body } from '../report.ts'
import { clean } from './clean.ts'
import { forPrintf, shellQuoted } from './shell.ts'

/** Linux takes words of up to 128 KiB (execve(2)), counted in bytes. */
const LONGEST_WORD = 30_000

/** What curl says by itself, from the connection or the body. */
const OWN = new Set(['content-length', 'transfer-encoding', 'connection', 'host'])

function headerWords({ headers }: RequestRecord, hasBody: boolean): string[] {
  const words = headers
    .filter(([name]) => !OWN.has(name.toLowerCase()))
    .flatMap(([name, value]) => {
      if (name.toLowerCase() === 'accept-encoding') return ['--compressed']
      // curl's way of sending a header without a value.
      return ['-H', oneLine(value === '' ? `${name};` : `${name}: ${value}`)]
    })
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type')
  // Without it curl would call any body a form.
  return hasBody && !typed ? [...words, '-H', 'Content-Type:'] : words
}

/** How the body gets to curl: as a word, or through a pipe where a word could not hold it, or not on one line. */
function bodyWords({ text, base64 = '' }: Body): { readonly before: string; readonly words: string[] } {
  const piped = ['--data-binary', '@-']
  if (text === undefined) return { before: `printf %s ${shellQuoted(base64)} | base64 -d | `, words: piped }
  if (text.length < LONGEST_WORD && clean(text) === text)
    return { before: '', words: ['--data-raw', shellQuoted(text)] }
  return { before: `printf %b ${shellQuoted(forPrintf(text))} | `, words: piped }
}

/** A request that holds a line break could not be sent as it is; on a terminal it could begin a line of its own. */
const oneLine = (text: string): string => shellQuoted(text.replace(/[\r\n]+/g, ' '))

/** A line for a POSIX shell that sends the request again. A body that was cut in the report is left out, and it says so. */
export function curlOf(request: RequestRecord, body?: Body): string {
  const whole = body && !body.cut ? body : undefined
  const sent = whole ? bodyWords(whole) : { before: '', words: [] }
  const method = request.method.toUpperCase()
  const usual = whole ? 'POST' : 'GET'
  const words = [
    'curl',
    ...(method === 'HEAD' ? ['--head'] : method === usual ? [] : ['-X', oneLine(request.method)]),
    // Brackets and braces of a URL are patterns to curl.
    ...(/[[\]{}]/.test(request.url) ? ['--globoff'] : []),
    ...headerWords(request, whole !== undefined),
    ...sent.words,
    oneLine(request.url),
  ]
  return `${sent.before}${words.join(' ')}${body?.cut ? ' # without its body, which is not whole in the report' : ''}`
}
