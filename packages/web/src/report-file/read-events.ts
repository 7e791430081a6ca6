/** The run that this page holds: its events, one line of JSON each, in blocks that the reporter wrote. */
import { createFold, type RunEvent, type RunReport } from '@merlon/protocol'

/** Folds all events of the page. What broke off in the middle of an event ends there. */
export function reportOf(page: ParentNode): RunReport {
  const fold = createFold()
  for (const block of page.querySelectorAll('script[type="application/x-ndjson"]')) {
    for (const line of (block.textContent ?? '').split('\n')) {
      if (line === '') continue
      let event: RunEvent
      try {
        event = JSON.parse(line) as RunEvent // written by the reporter
      } catch {
        return fold.report
      }
      fold.apply(event)
    }
    // It is said twice otherwise.
    block.remove()
  }
  return fold.report
}
