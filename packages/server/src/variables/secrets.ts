/** Values of secrets on this machine: they can be set and removed, and nothing gives them back. */
import { openSecretFile, type SecretFile, stateFolderOf } from '@merlon/host'
import { ProblemError } from '../http/problem.ts'
import type { Project } from '../store/store.ts'

const refuse = (message: string, help?: string): ProblemError =>
  new ProblemError({ code: 'bad-secret', status: 422, message, ...(help === undefined ? {} : { help }) })

/** Throws a 422 problem where a secret cannot have that name, or where there is no such environment. */
export async function setSecret(
  project: Project,
  { name, environment, value }: { name: string; environment?: string | undefined; value: string },
): Promise<void> {
  check(project, name, environment)
  await changed(project, (file) => file.set(name, value, environment))
}

/** Removes a value that may not be there. */
export async function removeSecret(
  project: Project,
  { name, environment }: { name: string; environment?: string | undefined },
): Promise<void> {
  await changed(project, (file) => file.remove(name, environment))
}

function check(project: Project, name: string, environment: string | undefined): void {
  if (!/^[A-Za-z_$][\w$]*$/.test(name) || name === 'environments')
    throw refuse(`'${name}' cannot be the name of a secret`, 'a name has letters, digits and `_`')
  if (environment === undefined) return
  const { environments } = project.loader([]).project(project.folder).project
  if (!environments.has(environment)) throw refuse(`there is no environment '${environment}'`)
}

async function changed(project: Project, change: (file: SecretFile) => Promise<unknown>): Promise<void> {
  if (project.tree.readOnly) throw refuse('the project cannot be written to')
  try {
    await change(openSecretFile(stateFolderOf(project.folder)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error
    throw refuse((error as Error).message, 'mend or remove .merlon/secrets.yaml') // written for the author
  }
}
