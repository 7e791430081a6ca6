import { exit } from '../exit.ts'

interface Filters {
  readonly tags: readonly string[]
  readonly grep: readonly string[]
  /** Further flags that chose, as they were written. */
  readonly further?: readonly string[]
}

/** Says on stderr why no test is left to run; returns the exit code. */
export function nothingMatched(found: number, args: readonly string[], { tags, grep, further = [] }: Filters): number {
  const where = args.length === 0 ? 'this project' : args.map((one) => `'${one}'`).join(', ')
  const filters = [...tags.map((one) => `--tags '${one}'`), ...grep.map((one) => `--grep '${one}'`), ...further]
  const looked = found === 1 ? 'the only test is not what' : `none of the ${found} tests is what`
  const message =
    found === 0
      ? `there are no tests in ${where}`
      : `${looked} ${filters.join(' ')} ${filters.length === 1 ? 'asks' : 'ask'} for`
  const help =
    found === 0
      ? 'tests are .yaml files; those of a project are under `tests/`'
      : '`merlon list` shows tests, tags and input sets'
  process.stderr.write(`error: ${message}\n  = help: ${help}\n`)
  return exit.nothingMatched
}
