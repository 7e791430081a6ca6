import { type Catalog, createCatalog, type HelperLoader, type StepPlan, type TestPlan } from '@merlon/engine'
import { components, helpers } from './catalog.generated.ts'
import { stepsOf } from './snapshot/steps.ts'

/** All components of the product. */
export const catalog: Catalog = createCatalog(components, Object.keys(helpers))

/** The steps of a test that compare with a snapshot, those of snippets left out. */
export const snapshotSteps = (plan: TestPlan): readonly StepPlan[] => stepsOf(plan, 'assert-snapshot')

/** Loads a helper object by name; undefined where there is none. */
export const loadHelper: HelperLoader = async (name) =>
  Object.hasOwn(helpers, name) ? (await helpers[name]?.())?.default : undefined
