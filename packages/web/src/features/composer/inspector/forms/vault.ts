/** Moves a text out of a test: into the vault, or into the store of secrets. */
import { insertAt, setAt, suggestedName, valueAt } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { ApiError, call } from '../../../../api/client.ts'
import { forget } from '../../../../api/queries.ts'
import { openDocument } from '../../../../document/open.ts'
import type { DocumentSession } from '../../../../document/session.ts'

const VAULT = 'vault.yaml'

async function openVault(catalog: CatalogDocument): Promise<DocumentSession> {
  try {
    return await openDocument(VAULT, catalog)
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.status !== 404) throw error
    await call('writeFile', { path: VAULT, body: { text: '', base: null } })
    return openDocument(VAULT, catalog)
  }
}

/** Adds a name to the list of secrets. */
function withSecret(text: string, name: string): ReturnType<typeof setAt> {
  const listed = valueAt(text, ['secrets'])?.value
  return Array.isArray(listed) ? insertAt(text, ['secrets'], listed.length, name) : setAt(text, ['secrets'], [name])
}

/**
 * Keeps a text under a name like `wanted`, and returns the name that it has there; it is not that of another variable.
 * Rejects with an ApiError, or with an Error that says why the vault cannot be changed.
 */
export async function moveToVault(
  { wanted, value, secret, taken }: { wanted: string; value: string; secret: boolean; taken: Iterable<string> },
  catalog: CatalogDocument,
): Promise<string> {
  const vault = await openVault(catalog)
  const { variables } = await call('listVariables', {})
  const holding = variables.find(
    (one) =>
      one.name === wanted &&
      !secret &&
      one.definitions.some((at) => at.path === VAULT && at.value === value && !at.secret),
  )
  if (holding) return holding.name
  const name = suggestedName(wanted, wanted, [...taken, ...variables.map((one) => one.name)])
  const refused = vault.edit((text) => (secret ? withSecret(text, name) : setAt(text, [name], value)), {
    label: `moving ${name} to the vault`,
  })
  if (refused) throw new Error(refused.help === undefined ? refused.problem : `${refused.problem}: ${refused.help}`)
  if (secret) await call('setSecret', { body: { name, value } })
  await vault.saveNow()
  forget('listVariables')
  return name
}
