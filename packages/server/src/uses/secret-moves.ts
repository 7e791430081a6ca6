/** The values of secrets follow their names. */
import { openSecretFile, stateFolderOf } from '@merlon/host'
import { ProblemError } from '../http/problem.ts'
import type { Project } from '../store/store.ts'

/** A change in two halves, between which the files are written. */
export interface SecretMoves {
  /** Keeps the values under the new name, too. */
  begin(): Promise<void>
  /** Forgets the new name again. */
  undo(): Promise<void>
  /** Forgets the old name. */
  finish(): Promise<void>
}

const refuse = (message: string, help: string): ProblemError =>
  new ProblemError({ code: 'cannot-rename', status: 422, message, help })

/** Throws a 422 problem where the new name has a value already, or where the values cannot be read. */
export function secretMoves(project: Project, name: string, to: string): SecretMoves {
  const { vault, environments } = project.loader([]).project(project.folder).project
  const isSecret = [vault, ...environments.values()].some((one) => one?.secrets.includes(name))
  const file = openSecretFile(stateFolderOf(project.folder))
  const valueAt = (one: string, environment: string | undefined): string | undefined => {
    try {
      return file.get(one, environment)
    } catch (error) {
      throw refuse((error as Error).message, 'its values could not follow the name') // written for the author
    }
  }
  const moved = (isSecret ? [undefined, ...environments.keys()] : []).flatMap((environment) => {
    const value = valueAt(name, environment)
    if (value === undefined) return []
    if (valueAt(to, environment) !== undefined)
      throw refuse(`there is a value for a secret '${to}' already`, `remove it, or take another name`)
    return [{ environment, value }]
  })
  return {
    async begin() {
      for (const { environment, value } of moved) await file.set(to, value, environment)
    },
    async undo() {
      for (const { environment } of moved) await file.remove(to, environment)
    },
    async finish() {
      for (const { environment } of moved) await file.remove(name, environment)
    },
  }
}
