/** What is mutated, and which tests are to notice. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../generate/output.ts'

export interface Area {
  readonly name: string
  /** Paths from the root of the repository. */
  readonly sources: readonly string[]
  readonly tests: readonly string[]
}

const files = ['packages/components/src', 'packages/language/src', 'packages/protocol/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  ),
)

const isTest = (path: string): boolean => /\.test\.ts$|\/test\//.test(path)
const sources = (path: RegExp): string[] =>
  files.filter((one) => path.test(one) && one.endsWith('.ts') && !isTest(one)).sort()
const tests = (path: RegExp): string[] => files.filter((one) => path.test(one) && one.endsWith('.test.ts')).sort()

// Each of these takes seconds; what they look at is how much work is done, not what comes out.
const expressionTests = tests(/^packages\/language\/src\/expression\/(?!.*(bombs|linear))/)

export const areas: readonly Area[] = [
  {
    name: 'assertions',
    sources: sources(/^packages\/components\/src\/(assert[^/]*|assertion\/.*)\.ts$/),
    tests: tests(/^packages\/components\/src\/(assert[^/]*|assertion\/.*)\.test\.ts$/),
  },
  {
    name: 'equality',
    sources: sources(
      /\/values\/(decimal|difference|equality|formats|identity|path|shapes|structure-walk|type-checks|types-of-values|unordered|value-walk|walk)\.ts$/,
    ),
    tests: tests(/^packages\/language\/src\/values\//),
  },
  {
    name: 'evaluator',
    sources: sources(/^packages\/language\/src\/expression\/(?!groovy\/|remember\.ts)/),
    tests: expressionTests,
  },
  { name: 'Groovy', sources: sources(/^packages\/language\/src\/expression\/groovy\//), tests: expressionTests },
  { name: 'fold', sources: ['packages/protocol/src/fold.ts'], tests: tests(/^packages\/protocol\/src\/fold/) },
]
