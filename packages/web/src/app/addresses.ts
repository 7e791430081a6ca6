/** The address of everything that has one; the only place that knows what they look like. */

const withoutEnds = (path: string, folder: string): string =>
  path.replace(new RegExp(`^${folder}/`), '').replace(/\.ya?ml$/, '')

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

export const addresses = {
  tests: '/',
  test: (path: string): string => `/test/${encoded(withoutEnds(path, 'tests'))}`,
  snippet: (path: string): string => `/snippet/${encoded(withoutEnds(path, 'snippets'))}`,
  requests: '/requests',
  request: (path: string): string => `/requests/${encoded(withoutEnds(path, 'requests'))}`,
  runs: '/runs',
  run: (id: string): string => `/run/${encodeURIComponent(id)}`,
  /** One input set of one test in a run, or a step in it. */
  runPart: (id: string, test: number, set?: number, step?: number): string =>
    `/run/${encodeURIComponent(id)}?test=${test}${set === undefined ? '' : `&set=${set}`}${step === undefined ? '' : `&step=${step}`}`,
  vault: '/vault',
  environment: (name: string): string => `/environment/${encodeURIComponent(name)}`,
  files: '/files',
} as const

/** Somebody may have typed the address: what cannot be decoded is taken as it is. */
function decoded(rest: string): string {
  try {
    return rest.split('/').map(decodeURIComponent).join('/')
  } catch {
    return rest
  }
}

/** The path of the file that the end of an address names; the listed files decide how it is spelt. */
export function fileAt(rest: string, folder: string, paths: readonly string[]): string | undefined {
  const wanted = decoded(rest)
  return paths.find((path) => {
    const own = withoutEnds(path, folder)
    // The router may have decoded a part of it.
    return own === rest || own === wanted || decodeURI(encoded(own)) === rest
  })
}
