/** Who may import whom. The table is the architecture; what is not listed is forbidden. */

/** Packages of ours that each package may import. */
export const may: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  language: ['protocol'],
  engine: ['protocol', 'language'],
  components: ['protocol', 'language', 'engine'],
  host: ['protocol', 'language', 'engine'],
  reporters: ['protocol'],
  importers: ['protocol', 'language', 'engine'],
  cli: ['protocol', 'language', 'engine', 'components', 'host', 'reporters', 'importers', 'demo-shop', 'server'],
  server: ['protocol', 'language', 'engine', 'components', 'host', 'reporters', 'importers', 'demo-shop'],
  web: ['protocol', 'language'],
  'demo-shop': [],
}

/** Packages that also run in a browser: nothing of Node's. */
export const pure: ReadonlySet<string> = new Set([
  'protocol',
  'language',
  'engine',
  'components',
  'reporters',
  'importers',
])

/** The one part of a package that has a door of its own, so that a run does not load it. */
const HTTP_CONTRACT = '@merlon/protocol/http'

export interface SourceText {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Breach {
  readonly rule: string
  readonly path: string
  readonly imports: string
  readonly message: string
}

interface Import {
  readonly from: SourceText
  readonly specifier: string
  readonly typeOnly: boolean
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

export function importsOf(from: SourceText): Import[] {
  // Comments may hold imports as examples.
  const code = from.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
  return [...code.matchAll(STATEMENT)].map((match) => ({
    from,
    specifier: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }))
}

const packageOf = (path: string): string => /^packages\/([^/]+)\//.exec(path)?.[1] ?? ''
const isTest = (path: string): boolean => /\.test\.ts$|\/test\//.test(path)

/** The file that a relative import means, from the root. */
function resolved(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1)
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}

type Rule = (one: Import, manifests: ReadonlyMap<string, ReadonlySet<string>>) => string | undefined

const nodeModules = /^node:/

const rules: Readonly<Record<string, Rule>> = {
  'packages-in-order': ({ from, specifier }) => {
    const wanted = /^@merlon\/([^/]+)/.exec(specifier)?.[1]
    const own = packageOf(from.path)
    if (wanted === undefined || isTest(from.path) || wanted === own || may[own]?.includes(wanted)) return undefined
    return `packages/${own} may import ${may[own]?.join(', ') || 'nothing'} of ours`
  },
  'no-node-in-pure-packages': ({ from, specifier }) => {
    if (!pure.has(packageOf(from.path)) || isTest(from.path) || !nodeModules.test(specifier)) return undefined
    return 'effects come in through the ports of the engine; a browser loads this too'
  },
  'declared-dependencies-only': ({ from, specifier }, manifests) => {
    if (specifier.startsWith('.') || nodeModules.test(specifier) || isTest(from.path)) return undefined
    const library = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/')
    const own = packageOf(from.path)
    return manifests.get(own)?.has(library) ? undefined : `packages/${own}/package.json does not list '${library}'`
  },
  'components-are-islands': ({ from, specifier }) => {
    const island = /^packages\/components\/src\/(?!index\.ts|catalog\.generated\.ts)[^/]+\.ts$/
    if (
      isTest(from.path) ||
      !island.test(from.path) ||
      !specifier.startsWith('.') ||
      !island.test(resolved(from.path, specifier))
    )
      return undefined
    return 'a component does not import a component; share through a folder named for what it does'
  },
  'only-through-the-front-door': ({ from, specifier }) => {
    if (/^@merlon\/[^/]+\/./.test(specifier) && specifier !== HTTP_CONTRACT)
      return "another package's index.ts is its whole surface"
    if (!specifier.startsWith('.') || isTest(from.path)) return undefined
    return packageOf(resolved(from.path, specifier)) === packageOf(from.path)
      ? undefined
      : 'a relative import leaves the package'
  },
}

/** A circle of imports that run, if there is one: its files, the first repeated at the end. */
function findCycle(files: readonly SourceText[]): string[] | undefined {
  const known = new Set(files.map(({ path }) => path))
  const next = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter((one) => one.specifier.startsWith('.') && !one.typeOnly)
        .map((one) => resolved(file.path, one.specifier))
        .filter((path) => known.has(path)),
    ]),
  )
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return undefined
    for (const other of next.get(path) ?? []) {
      const cycle = visit(other, [...trail, path])
      if (cycle) return cycle
    }
    done.add(path)
    return undefined
  }
  for (const { path } of files) {
    const cycle = visit(path, [])
    if (cycle) return cycle
  }
  return undefined
}

/** Everything in the files that breaks a rule. `manifests` holds the dependencies that each package lists. */
export function breaches(files: readonly SourceText[], manifests: ReadonlyMap<string, ReadonlySet<string>>): Breach[] {
  const found = files.flatMap(importsOf).flatMap((one) =>
    Object.entries(rules).flatMap(([rule, check]): Breach[] => {
      const message = check(one, manifests)
      return message === undefined ? [] : [{ rule, path: one.from.path, imports: one.specifier, message }]
    }),
  )
  const cycle = findCycle(files.filter(({ path }) => !isTest(path)))
  return cycle
    ? [...found, { rule: 'no-cycles', path: cycle[0] ?? '', imports: cycle[1] ?? '', message: cycle.join(' → ') }]
    : found
}
