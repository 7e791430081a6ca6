/**
 * Annotations for GitHub Actions: workflow commands that mark the guilty line in a pull request
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands). GitHub takes ten errors and ten
 * warnings from a step, so the last of ten says how many more there are.
 */
import { clean, eachStep, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { explanation, faultsOf } from './case-text.ts'
import { defineReporter } from './reporter.ts'

const MOST = 10
const LONGEST = 4000

type Level = 'error' | 'warning'

interface Annotation {
  readonly title: string
  readonly message: string
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly endColumn?: number
}

// The first is what the runner undoes in a message, the second what it undoes in a property besides.
const data = (text: string): string =>
  text
    .replace(/[^\n\P{Cc}]/gu, clean)
    .replace(/%/g, '%25')
    .replace(/\n/g, '%0A')
const property = (text: string): string => data(clean(text)).replace(/:/g, '%3A').replace(/,/g, '%2C')

function command(level: Level, { message, ...properties }: Annotation): string {
  const { title, file, line, column, endColumn } = properties
  const pairs = { file, line, col: column, endColumn, title }
  const words = Object.entries(pairs).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  )
  return `::${level} ${words.join(',')}::${data(message.slice(0, LONGEST))}\n`
}

const placeOf = ({ location, excerpt }: StepReport): Pick<Annotation, 'line' | 'column' | 'endColumn'> => {
  const { line, column } = excerpt ?? location
  return { line, column, ...(excerpt ? { endColumn: excerpt.endColumn } : {}) }
}

/** Keeps the first of a kind, and counts the rest. */
class Kept {
  readonly all: Annotation[] = []
  private more = 0
  private readonly level: Level

  constructor(level: Level) {
    this.level = level
  }

  add(make: () => Annotation): void {
    if (this.all.length < MOST) this.all.push(make())
    else this.more += 1
  }

  text(): string {
    const [last] = this.all.slice(-1)
    if (!last || this.more === 0) return this.all.map((one) => command(this.level, one)).join('')
    const rest = { ...last, message: `${last.message}\n\n… and ${this.more} more: see the report` }
    return [...this.all.slice(0, -1), rest].map((one) => command(this.level, one)).join('')
  }
}

export default defineReporter({
  name: 'github',
  title: 'GitHub annotations',
  summary: 'Marks failures and warnings in the files of a pull request; in GitHub Actions it is there by itself',
  extension: 'txt',
  ci: { variable: 'GITHUB_ACTIONS', root: 'GITHUB_WORKSPACE' },
  open({ write, pathPrefix }) {
    const errors = new Kept('error')
    const warnings = new Kept('warning')
    const titleOf = (test: TestReport, run: SetReport): string => `${test.name} [${run.inputSet}]`
    return {
      setFinished(test, run) {
        const title = titleOf(test, run)
        for (const { step, message } of faultsOf(run)) {
          errors.add(() =>
            step
              ? { title, message: explanation(step), file: pathPrefix + step.location.file, ...placeOf(step) }
              : { title, message, file: pathPrefix + test.file },
          )
        }
        if (run.flaky)
          warnings.add(() => ({
            title: `Flaky: ${title}`,
            message: `it passed at attempt ${(run.attempts?.length ?? 0) + 1} only`,
            file: pathPrefix + test.file,
          }))
        eachStep(run.steps, (step) => {
          if (step.status !== 'warned') return
          const message = step.message ?? step.label
          warnings.add(() => ({ title, message, file: pathPrefix + step.location.file, ...placeOf(step) }))
        })
      },
      finished() {
        write(errors.text() + warnings.text())
      },
    }
  },
})
