import type { Category } from '@merlon/protocol'

/** The colour of a component's word, by its category. */
export const COLORS: Readonly<Record<Category, string>> = {
  requests: 'text-requests',
  assertions: 'text-assertions',
  flow: 'text-flow',
  variables: 'text-variables',
  report: 'text-report',
}
