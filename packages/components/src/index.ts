import { type Catalog, createCatalog, type HelperLoader } from '@merlon/engine'
import { components, helpers } from './catalog.generated.ts'

/** All components of the product. */
export const catalog: Catalog = createCatalog(components, Object.keys(helpers))

/** Loads a helper object by name; undefined where there is none. */
export const loadHelper: HelperLoader = async (name) =>
  Object.hasOwn(helpers, name) ? (await helpers[name]?.())?.default : undefined
