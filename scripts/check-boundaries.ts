/** Fails when a package imports what its place in the architecture does not allow. */
import { manifestDependencies, packageSources } from './boundaries/files.ts'
import { breaches } from './boundaries/rules.ts'

const found = breaches(packageSources(), manifestDependencies())
for (const { rule, path, imports, message } of found)
  console.error(`${path} imports '${imports}': ${message} (${rule})`)
if (found.length > 0)
  console.error(
    `\n${found.length} ${found.length === 1 ? 'import breaks' : 'imports break'} the rules of scripts/boundaries/rules.ts`,
  )
process.exitCode = found.length > 0 ? 1 : 0
