import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { shownPath, writeAtomically } from '@merlon/host'
import { formatYaml, readYaml, type TextEdit } from '@merlon/language'
import { clean, type Diagnostic } from '@merlon/protocol'
import { countText } from '@merlon/reporters'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { differenceText } from '../fmt/difference.ts'
import { filesToFormat } from '../fmt/files.ts'
import { drawAll } from '../run/diagnostics.ts'
import { readStandardInput } from '../run/standard-input.ts'
import { terminalOf } from '../run/terminal.ts'

class Formatting {
  readonly #check: boolean
  readonly #noColor: boolean
  readonly #texts = new Map<string, string>()
  readonly #wrong: Diagnostic[] = []
  #refused = false
  #changed = 0
  #unchanged = 0

  constructor({ check, noColor }: { check: boolean; noColor: boolean }) {
    this.#check = check
    this.#noColor = noColor
  }

  file(full: string): void {
    const path = shownPath(full, process.cwd())
    const bytes = readFileSync(full)
    if (!isUtf8(bytes)) {
      this.#refuse(path, 'it is not UTF-8 text', 'save it as UTF-8')
      return
    }
    const formatted = this.#formatted(path, bytes.toString('utf8'))
    if (!formatted) return
    if (formatted.edits.length === 0) {
      this.#unchanged += 1
      return
    }
    this.#changed += 1
    process.stdout.write(this.#check ? `${clean(path)}\n` : `formatted  ${clean(path)}\n`)
    if (this.#check) this.#difference(path, formatted.edits)
    else writeAtomically(full, formatted.text)
  }

  piped(text: string): void {
    const path = '(standard input)'
    const formatted = this.#formatted(path, text)
    if (!formatted) return
    if (!this.#check) process.stdout.write(formatted.text)
    else if (formatted.edits.length > 0) {
      this.#changed += 1
      process.stdout.write(`${path}\n`)
      this.#difference(path, formatted.edits)
    }
  }

  /** The text in the house style; undefined where the file cannot be read as YAML. */
  #formatted(path: string, text: string): { readonly text: string; readonly edits: readonly TextEdit[] } | undefined {
    this.#texts.set(path, text)
    const { diagnostics } = readYaml({ path, text })
    this.#wrong.push(...diagnostics)
    if (diagnostics.length > 0) return undefined
    const formatted = formatYaml(text)
    if (!('problem' in formatted)) return formatted
    this.#refuse(path, formatted.problem, formatted.help)
    return undefined
  }

  #refuse(path: string, problem: string, help: string | undefined): void {
    process.stderr.write(`error: ${clean(path)}: ${problem}\n${help === undefined ? '' : `  = help: ${help}\n`}`)
    this.#refused = true
  }

  #difference(path: string, edits: readonly TextEdit[]): void {
    const terminal = terminalOf(process.stdout, { noColor: this.#noColor })
    process.stdout.write(differenceText(this.#texts.get(path) ?? '', edits, terminal))
  }

  /** Says what is wrong, and how many files there were. Returns the exit code. */
  end(counted: boolean): number {
    process.stderr.write(drawAll(this.#wrong, this.#texts, terminalOf(process.stderr, { noColor: this.#noColor })))
    if (counted) {
      const changed = this.#check
        ? `${countText(this.#changed, 'file')} to format`
        : `${countText(this.#changed, 'file')} formatted`
      process.stdout.write(`${changed}, ${this.#unchanged} in order already\n`)
    }
    if (this.#refused || this.#wrong.length > 0) return exit.usage
    return this.#check && this.#changed > 0 ? exit.failed : exit.passed
  }
}

export default defineCommand({
  name: 'fmt',
  summary: 'Writes tests in one style.',
  usage: '[PATH...]',
  details:
    'Formats tests, snippets, environments, vault and settings: files, folders, or the whole project; `-` reads a test and prints\nit. What a file says stays, comments too; tests of the older forms are left alone unless they are named.\n\nExit codes: 0 done, 1 with --check where a file is not formatted, 2 a file cannot be read as YAML (it is left as it is).',
  flags: {
    check: { type: 'boolean', summary: 'Change nothing; name the files that are not formatted, and what differs' },
    'no-color': { type: 'boolean', group: 'Output', summary: 'No colours; NO_COLOR does the same' },
  },
  examples: [
    ['merlon fmt', 'all files of this project'],
    ['merlon fmt tests/cart vault.yaml', 'one folder and one file'],
    ['merlon fmt --check', 'for a build server'],
  ],
  async run(args, given) {
    const formatting = new Formatting({ check: given.check, noColor: given['no-color'] })
    if (args.includes('-')) {
      if (args.length > 1) throw new UsageError('`-` stands alone', 'format files by themselves')
      formatting.piped(await readStandardInput())
      return formatting.end(false)
    }
    for (const path of filesToFormat(args, process.cwd())) formatting.file(path)
    return formatting.end(true)
  },
})
