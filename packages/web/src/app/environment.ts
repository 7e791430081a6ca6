/** The environment that checks and runs use; one at a time, as everybody means it. */
import { useProject } from '../api/queries.ts'
import { useChoice } from './choices.ts'

/** The chosen environment, or the project's first choice; `''` is none. */
export function useEnvironment(): {
  environment: string
  environments: readonly string[]
  choose: (name: string) => void
} {
  const { data: project } = useProject()
  const [chosen, choose] = useChoice<string | null>('environment', null)
  const environments = project?.environments ?? []
  const known = chosen !== null && (chosen === '' || environments.includes(chosen))
  return { environment: known ? chosen : (project?.environment ?? ''), environments, choose }
}

/** As the API takes it. */
export const environmentList = (environment: string): string[] => (environment === '' ? [] : [environment])
