/** Where a project lists the names of secrets, and where each gets its value. */

import { type Project, readProject, type VariableFile } from '@merlon/engine'
import { openProject, type SecretFile, secretReader } from '@merlon/host'

/** A file that lists secrets: a vault, or an environment's. */
export interface Place {
  readonly file: VariableFile
  readonly environment?: string
}

export function readPlaces(root: string, cwd: string): { project: Project; places: Place[] } {
  const { project } = readProject(openProject(root, { shownFrom: cwd }).surroundings())
  const vaults = [project.globalVault, project.vault].flatMap((file) => (file ? [{ file }] : []))
  const environments = [...project.environments].map(([environment, file]) => ({ file, environment }))
  return { project, places: [...vaults, ...environments] }
}

/** Whether tests can use a secret by this name; a value for one environment may also belong to a name of a vault. */
export function isListed(places: readonly Place[], name: string, environment: string | undefined): boolean {
  return places.some(
    (one) => (one.environment === undefined || one.environment === environment) && one.file.secrets.includes(name),
  )
}

export interface Listed {
  readonly name: string
  readonly environment?: string
  /** As shown to people: the file that lists it. */
  readonly file: string
  readonly hasValue: boolean
}

/** All listed secrets in the order of their files. */
export function listedSecrets(places: readonly Place[], secrets: SecretFile, variables: NodeJS.ProcessEnv): Listed[] {
  const value = secretReader(secrets, { environments: [], variables })
  const all = [undefined, ...places.flatMap((one) => one.environment ?? [])]
  return places.flatMap(({ file, environment }) => {
    // What a vault lists may have its values in the environments only.
    const asked = environment === undefined ? all : [environment]
    return file.secrets.map((name) => ({
      name,
      file: file.file.path,
      hasValue: asked.some((one) => value(name, one) !== undefined),
      ...(environment === undefined ? {} : { environment }),
    }))
  })
}
