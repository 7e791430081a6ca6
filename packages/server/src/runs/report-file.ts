/** A run in a format of `merlon report`, written while it is read. */
import { builtFile, inOrder, spools } from '@merlon/host'
import type { RunEvent } from '@merlon/protocol'
import { createReportStream, type Reporter } from '@merlon/reporters'

const ENOUGH = 64 * 1024

/** The text of the report in pieces. Temporary files are gone when it is read to its end, or given up. */
export function* reportText(reporter: Reporter, events: Iterable<RunEvent>): Generator<string> {
  const temporary = spools()
  let text = ''
  const write = (more: string): void => {
    text += more
  }
  const stream = createReportStream([
    reporter.open({
      write,
      color: false,
      width: Number.POSITIVE_INFINITY,
      verbosity: 'normal',
      spool: temporary.create,
      pathPrefix: '',
      asset: builtFile,
    }),
  ])
  const ordered = inOrder((event) => stream.apply(event))
  try {
    for (const event of events) {
      ordered.take(event)
      if (text.length < ENOUGH) continue
      yield text
      text = ''
    }
    ordered.end()
    stream.end()
    yield text
  } finally {
    ordered.close()
    temporary.close()
  }
}

/** `a-cart-needs-a-token-2026-11-22-143659.xml` */
export function reportFileName(what: string, startedAt: string, extension: string): string {
  const words =
    what
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-') ?? ''
  const [day = '', time = ''] = startedAt.split('T')
  return `${[words.slice(0, 80) || 'run', day, time.slice(0, 8).replaceAll(':', '')].join('-')}.${extension}`
}
