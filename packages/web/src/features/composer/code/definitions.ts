/** Where the page is that shows what a name stands for. */
import type { Definition } from '@merlon/language'
import { ApiError, call } from '../../../api/client.ts'
import { addresses } from '../../../app/addresses.ts'
import { toast } from '../../../ui/toast.tsx'
import type { Composer } from '../composer.ts'

async function snippetAddress(name: string): Promise<string | undefined> {
  const { files } = await call('listFiles', {})
  const file = files.find((one) => one.kind === 'snippet' && one.path.replace(/^snippets\/|\.ya?ml$/g, '') === name)
  if (!file) toast(`There is no snippet '${name}'.`, { tone: 'fail' })
  return file && addresses.snippet(file.path)
}

async function variableAddress(name: string, environment: string): Promise<string | undefined> {
  const { variables } = await call('listVariables', environment === '' ? {} : { environment })
  const last = variables.find((one) => one.name === name)?.definitions.at(-1)
  if (!last) toast(`'${name}' is set neither here nor in the vault or the environment.`)
  return last && (last.environment === undefined ? addresses.vault : addresses.environment(last.environment))
}

/** The address that shows a definition; undefined where there is none, after saying so. */
export async function addressOfDefinition(
  { kind, name }: Definition,
  { environment }: Composer,
): Promise<string | undefined> {
  try {
    if (kind === 'snippet') return await snippetAddress(name)
    return kind === 'file' ? addresses.files : await variableAddress(name, environment)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    toast(error.message, { tone: 'fail' })
    return undefined
  }
}
