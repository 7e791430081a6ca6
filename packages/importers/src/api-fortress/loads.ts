/** Whether what was written can be loaded: the compiler of the engine is asked, as `merlon check` would. */
import { type Catalog, compileTest, noVariables, readProject } from '@merlon/engine'
import { type PrintTest, printTest, Reading, readTestNode, readYaml } from '@merlon/language'

const { project } = readProject({ environments: new Map(), snippets: new Map() })

/** The first reason why a test does not load; `undefined` when it does. */
export async function whyNotLoaded(test: PrintTest, catalog: Catalog): Promise<string | undefined> {
  const file = { path: 'test.yaml', text: printTest(test) }
  const reading = new Reading()
  const { node, diagnostics } = readYaml(file)
  const read = readTestNode(file, node, reading)
  const readFile = (): Promise<string> => Promise.reject(new Error('files are not looked at here'))
  const compiled = await compileTest(read, { catalog, project, given: noVariables, readFile })
  const all = [...diagnostics, ...reading.diagnostics, ...compiled.diagnostics]
  // Snippets are printed beside the tests; this looks at one test alone.
  return all.find(({ severity, code }) => severity === 'error' && code !== 'unknown-snippet')?.message
}
