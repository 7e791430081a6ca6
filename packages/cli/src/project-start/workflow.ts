/** The workflow for GitHub Actions of a new project: it runs the example against the demo shop, as it does here. */
import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { demoLogin } from '@merlon/demo-shop'

export interface Workflow {
  /** The root of the repository around the project, absolute; the project itself where there is none. */
  readonly root: string
  /** By path from that root. */
  readonly files: ReadonlyMap<string, string>
}

function repositoryAround(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return folder
  }
}

const textOf = (folder: string): string => `name: API tests
on: [push, pull_request]

jobs:
  merlon:
    runs-on: ubuntu-latest
${folder === '' ? '' : `    defaults: { run: { working-directory: ${JSON.stringify(folder)} } }\n`}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - run: npx merlon check
      # The shop that the example tests; leave it out once your tests call an API of your own.
      - run: npx merlon demo-shop & curl -s -o /dev/null --retry 30 --retry-delay 1 --retry-connrefused http://127.0.0.1:8377
      - run: npx merlon run --html report/index.html --junit report/junit.xml
        env:
          # Values of secrets come from the repository's: \${{ secrets.API_PASSWORD }}
          MERLON_SECRET_password: ${demoLogin.password}
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: report, path: ${JSON.stringify(folder === '' ? 'report' : `${folder}/report`)} }
`

/** For a project in a folder, an absolute path that need not be there yet. */
export function workflowFor(folder: string): Workflow {
  const root = repositoryAround(folder)
  const inside = relative(root, folder).split(sep).join('/')
  return { root, files: new Map([['.github/workflows/api-tests.yaml', textOf(inside)]]) }
}
