/** What the language service needs to know of components and helper objects; made once. */
import { catalog, loadHelper } from '@merlon/components'
import { catalogDocument } from '@merlon/engine'
import {
  type ComponentShapes,
  type HelperDocument,
  type KnownNames,
  knownNames,
  type MentionContext,
  type ServiceWorld,
  shapesOf,
  type YamlContext,
} from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import type { Kind } from './workspace.ts'

export const document: CatalogDocument = catalogDocument(catalog)

export const shapes: ComponentShapes = shapesOf(document)

const names: KnownNames = knownNames()

/** Settings hold the `config` of a test. */
const serviceKind = (kind: Kind): MentionContext['kind'] => (kind === 'settings' ? 'test' : kind)

export const mentionContext = (kind: Kind): MentionContext => ({ catalog: document, kind: serviceKind(kind) })

export const yamlContext = (kind: Kind, world: ServiceWorld): YamlContext => ({
  catalog: document,
  names,
  world,
  kind: serviceKind(kind),
})

let helpers: Promise<readonly HelperDocument[]> | undefined

/** The helper objects with their members. */
export function helperDocuments(): Promise<readonly HelperDocument[]> {
  helpers ??= Promise.all([...catalog.helperNames].map((name) => loadHelper(name))).then((all) =>
    all.flatMap((helper): HelperDocument[] => {
      if (!helper) return []
      const { name, functions, call } = helper
      const members = [...(call ? [[name, call] as const] : []), ...Object.entries(functions)]
      return [
        { name, members: members.map(([member, { signature, summary }]) => ({ name: member, signature, summary })) },
      ]
    }),
  )
  return helpers
}
