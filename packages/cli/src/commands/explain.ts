import { suggest } from '@merlon/language'
import { styles, wrap } from '@merlon/reporters'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { pageText } from '../explain/page-text.ts'
import { terminalOf } from '../run/terminal.ts'

/** All codes with their meaning, which begins in one column. */
function listText(
  pages: Readonly<Record<string, { readonly summary: string }>>,
  { width, color }: { width: number; color: boolean },
): string {
  const { bold } = styles(color)
  const column = Math.max(...Object.keys(pages).map((code) => code.length)) + 2
  const lines = Object.entries(pages).map(([code, { summary }]) => {
    const meaning = wrap(summary, Math.max(20, width - column))
    return `${bold(code)}${' '.repeat(column - code.length)}${meaning.join(`\n${' '.repeat(column)}`)}\n`
  })
  return lines.join('')
}

export default defineCommand({
  name: 'explain',
  summary: 'Explains the code of an error or a warning.',
  usage: '[CODE]',
  details: 'CODE stands between brackets behind `error` or `warning`. Without one, all codes are listed.',
  flags: { 'no-color': { type: 'boolean', summary: 'No colours; NO_COLOR does the same' } },
  examples: [
    ['merlon explain unknown-field', 'what it means, with a wrong and a right example'],
    ['merlon explain', 'all codes'],
  ],
  async run([given, ...more], flags) {
    if (more.length > 0) throw new UsageError(`merlon explain takes one code, but there are ${more.length + 1}`)
    const { errorPages } = await import('../errors.generated.ts')
    const terminal = terminalOf(process.stdout, { noColor: flags['no-color'] })
    if (given === undefined) {
      process.stdout.write(listText(errorPages, terminal))
      return exit.passed
    }
    // People copy the brackets too.
    const code = given.replace(/^(?:error|warning)?\[(.*)\]$/, '$1')
    // Any text may be asked for.
    const pages: Readonly<Record<string, { readonly body: string }>> = errorPages
    const page = Object.hasOwn(pages, code) ? pages[code] : undefined
    if (!page) {
      const near = suggest(code, Object.keys(pages))
      throw new UsageError(
        `there is no code '${code}'`,
        near ? `did you mean '${near}'?` : '`merlon explain` lists them all',
      )
    }
    process.stdout.write(pageText(code, page.body, terminal))
    return exit.passed
  },
})
