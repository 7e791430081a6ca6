import type { FidelityNote, FidelityReport } from '@merlon/importers'
import { clean } from '@merlon/protocol'
import { countText } from '@merlon/reporters'

function noteLines(what: string, notes: readonly FidelityNote[]): string[] {
  if (notes.length === 0) return []
  const lines = notes.map(
    ({ file, line, message }) => `  ${clean(file)}${line === undefined ? '' : `:${line}`}  ${clean(message)}`,
  )
  return ['', `${what} (${notes.length}):`, ...lines]
}

/** What an import took over, changed and lost, for people. */
export function reportText(report: FidelityReport, folder: string): string {
  const { tests, steps, kept, snippets, variables, environments, files, changed, lost } = report
  const others = [
    [snippets, 'snippet'],
    [variables, 'variable'],
    [environments, 'environment'],
    [files, 'file'],
  ] as const
  const counts = [
    `${countText(tests, 'test')} with ${kept === steps ? countText(steps, 'step') : `${kept} of ${countText(steps, 'step')}`}`,
    ...others.flatMap(([count, noun]) => (count > 0 ? [countText(count, noun)] : [])),
  ]
  const lines = [
    `imported into ${clean(folder)}: ${counts.join(', ')}`,
    ...noteLines('changed', changed),
    ...noteLines('lost', lost),
  ]
  return `${lines.join('\n')}\n`
}
