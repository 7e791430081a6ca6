/** The catalog built from the components' own files, so that it is right even where the generated table is not. */
import { type AnyComponent, type Catalog, createCatalog } from '@merlon/engine'
import type { HelperObject } from '@merlon/language'
import { defaultExports } from './output.ts'

const FOLDER = 'packages/components/src'

export async function helperObjects(): Promise<HelperObject[]> {
  return (await defaultExports<HelperObject>(`${FOLDER}/helpers`)).map(({ value }) => value)
}

export async function readCatalog(): Promise<Catalog> {
  const components = (await defaultExports<AnyComponent>(FOLDER)).map(({ value }) => value)
  return createCatalog(
    components,
    (await helperObjects()).map(({ name }) => name),
  )
}
