/** What can be wrong with the values of secrets, said without ever showing one. */
import type { Project, VariableFile } from '@merlon/engine'
import { entryOf, locationOf, type Node, readYaml } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import type { SecretFile } from './secrets.ts'

/** Characters. Shorter texts are in too many places to be masked. */
export const SHORTEST_SECRET = 4

/** A secrets file that cannot be read, as a diagnostic; without it, every secret would seem to be missing. */
export function unreadableSecrets(secrets: SecretFile): Diagnostic[] {
  try {
    secrets.get('')
    return []
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [
      {
        code: 'secrets-file',
        severity: 'error',
        message,
        help: 'it is a map of names and values, which `merlon secret set NAME` writes',
      },
    ]
  }
}

function listedNames({ file }: VariableFile): Node[] {
  const { node } = readYaml(file)
  const list = node?.kind === 'map' ? entryOf(node, 'secrets')?.value : undefined
  return list?.kind === 'list' ? [...list.items] : []
}

/** Secrets of the vaults and environments whose values are too short to be masked; `value` looks one up. */
export function shortSecrets(
  project: Project,
  value: (name: string, environment?: string) => string | undefined,
): Diagnostic[] {
  const places: [one: VariableFile | undefined, environment?: string][] = [[project.globalVault], [project.vault]]
  for (const [name, one] of project.environments) places.push([one, name])
  return places.flatMap(([one, environment]) => {
    if (!one) return []
    return listedNames(one).flatMap((node): Diagnostic[] => {
      const name = node.kind === 'scalar' ? node.text : ''
      const found = value(name, environment)
      if (found === undefined || found.length >= SHORTEST_SECRET) return []
      const message = `the value of '${name}' is too short to be masked in reports`
      return [
        {
          code: 'short-secret',
          severity: 'warning',
          message,
          location: locationOf(node.span),
          help: `a secret has at least ${SHORTEST_SECRET} characters`,
        },
      ]
    })
  })
}
