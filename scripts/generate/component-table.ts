/** The table of components, and of helper objects by name, each loaded when an expression mentions it. */
import { codeNote, defaultExports, type Output } from './output.ts'

const FOLDER = 'packages/components/src'

const variable = (name: string): string =>
  `${name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())}Module`

export default async function componentTable(): Promise<Output[]> {
  const components = await defaultExports(FOLDER)
  const helpers = await defaultExports<{ name: string }>(`${FOLDER}/helpers`)
  const imports = components.map(({ file }) => `import ${variable(file)} from './${file}.ts'`)
  const list = components.map(({ file }) => `  ${variable(file)},`)
  const lazy = helpers.map(({ file, value }) => `  ${value.name}: () => import('./helpers/${file}.ts'),`)
  const text = [
    "import type { AnyComponent } from '@merlon/engine'",
    "import type { HelperObject } from '@merlon/language'",
    ...imports,
    '',
    'export const components: readonly AnyComponent[] = [',
    ...list,
    ']',
    '',
    'export const helpers: Readonly<Record<string, () => Promise<{ default: HelperObject }>>> = {',
    ...lazy,
    '}',
    '',
  ].join('\n')
  return [{ path: `${FOLDER}/catalog.generated.ts`, text: codeNote + text }]
}
