import type { RunEvent } from '@merlon/protocol'
import type { TestPlan } from '../plan.ts'
import type { Ports } from '../ports.ts'
import type { BodyQueue } from './bodies.ts'
import type { Watch } from './kept.ts'
import type { Scope } from './scope.ts'
import type { Secrets } from './secrets.ts'

/** What all lines of one run of an input set have in common. */
export interface SetSurroundings {
  readonly plan: TestPlan
  readonly ports: Ports
  readonly secrets: Secrets
  readonly bodies: BodyQueue
  readonly emit: (event: RunEvent) => void
  /** State of components that all tests of the run share. */
  readonly shared: Map<string, unknown>
  readonly test: number
  readonly set: number
  /** The name of the input set; none in `before`. */
  readonly inputSet?: string | undefined
  readonly watch?: Watch | undefined
  /** The variables of the test's `before`. */
  readonly before?: Scope | undefined
}
