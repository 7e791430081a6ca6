/** Lines that let something outside run a test again and again: cron, and GitHub Actions. */
import { printYaml } from '@merlon/language'
import { shellQuoted } from '@merlon/protocol'

export interface ScheduledRun {
  /** The folder of the project. */
  readonly folder: string
  /** Of the test, from there. */
  readonly path: string
  /** Of the test, in words. */
  readonly name: string
  /** `''` is none. */
  readonly environment: string
  /** Five fields. */
  readonly cron: string
}

/** A home folder written as `~` only counts outside quotes. */
const folderQuoted = (folder: string): string =>
  folder.startsWith('~/') ? `~/${shellQuoted(folder.slice(2))}` : shellQuoted(folder)

/** Quotes everything that a shell reads otherwise; a path that looks like an option is none. */
function command({ path, environment }: ScheduledRun): string {
  const test = shellQuoted(path.startsWith('-') ? `./${path}` : path)
  return `npx merlon run ${test}${environment === '' ? '' : ` -e ${shellQuoted(environment)}`}`
}

/** A line of a crontab. Cron takes a bare `%` for the end of the command. */
export const cronLine = (run: ScheduledRun): string =>
  `${run.cron} ${`cd ${folderQuoted(run.folder)} && ${command(run)}`.replaceAll('%', '\\%')}`

/** What GitHub would take for an expression of its own, as text. */
const literal = (text: string): string => text.replaceAll('${{', "${{ '${{' }}")

/** A workflow file for `.github/workflows/`. */
export function workflowFile(run: ScheduledRun): string {
  const steps = [
    { uses: 'actions/checkout@v4' },
    { uses: 'actions/setup-node@v4', with: { 'node-version': 20 } },
    { run: 'npm ci' },
    { run: literal(`${command(run)} --junit report.xml`) },
    { uses: 'actions/upload-artifact@v4', if: 'always()', with: { name: 'report', path: 'report.xml' } },
  ]
  const jobs = { 'api-test': { 'runs-on': 'ubuntu-latest', steps } }
  const head = printYaml({ name: run.name.replace(/\s+/g, ' ').trim() }).trimEnd()
  const schedule = `on:\n  schedule:\n    - cron: ${JSON.stringify(run.cron)}\n  workflow_dispatch:`
  return `${head}\n${schedule}\n${printYaml({ jobs }).trimEnd()}\n`
}
