import type { OutlineStep } from '@merlon/language'

/** What is written of a step itself, without the steps inside it and however deep it stands. */
export function ownSource(text: string, step: OutlineStep): string {
  const inner = step.lists.flatMap((list) => list.steps)
  let at = step.range.start
  let source = ''
  for (const { range } of inner) {
    if (range.start < at) continue
    source += text.slice(at, range.start)
    at = range.end
  }
  return (source + text.slice(at, step.range.end)).replace(/\n\s+/g, '\n').trimEnd()
}
