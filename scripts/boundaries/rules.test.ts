import { expect, test } from 'vitest'
import { manifestDependencies, packageSources } from './files.ts'
import { breaches, type SourceText } from './rules.ts'

const files = packageSources()
const manifests = manifestDependencies()

const rulesBrokenBy = (...bad: SourceText[]): string[] => [
  ...new Set(breaches([...files, ...bad], manifests).map(({ rule }) => rule)),
]

test('the packages keep to the rules', () => {
  expect(breaches(files, manifests)).toEqual([])
})

test.each([
  ['packages-in-order', 'packages/engine/src/bad.ts', "import { catalog } from '@merlon/components'"],
  ['packages-in-order', 'packages/reporters/src/bad.ts', "import type { Catalog } from '@merlon/engine'"],
  ['no-node-in-pure-packages', 'packages/language/src/bad.ts', "import { readFileSync } from 'node:fs'"],
  ['no-node-in-pure-packages', 'packages/components/src/request/bad.ts', "const fs = await import('node:fs')"],
  ['declared-dependencies-only', 'packages/components/src/flow/bad.ts', "import { parse } from 'yaml'"],
  ['components-are-islands', 'packages/components/src/bad.ts', "import each from './each.ts'"],
  [
    'only-through-the-front-door',
    'packages/engine/src/bad.ts',
    "import { readYaml } from '@merlon/language/src/tree/yaml.ts'",
  ],
  ['only-through-the-front-door', 'packages/engine/src/bad.ts', "export * from '../../language/src/index.ts'"],
])('%s is noticed in %s', (rule, path, text) => {
  expect(rulesBrokenBy({ path, text: `${text}\n` })).toContain(rule)
})

test('a circle of imports is noticed', () => {
  const first = {
    path: 'packages/protocol/src/first.ts',
    text: "import { b } from './second.ts'\nexport const a = b\n",
  }
  const second = {
    path: 'packages/protocol/src/second.ts',
    text: "import { a } from './first.ts'\nexport const b = a\n",
  }
  expect(rulesBrokenBy(first, second)).toEqual(['no-cycles'])
})

test('an import in a comment is none', () => {
  expect(
    rulesBrokenBy({
      path: 'packages/protocol/src/fine.ts',
      text: "/** import x from 'node:fs' */\n// import y from 'node:fs'\nexport const a = 1\n",
    }),
  ).toEqual([])
})
