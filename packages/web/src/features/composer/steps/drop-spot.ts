/** Where dragged steps would land. */
import type { StepId } from '../../../document/session.ts'
import type { InsertPlace } from './step-actions.ts'

export type DropSpot =
  | { readonly id: StepId; readonly where: 'before' | 'after' | 'inside' }
  /** At a row that is no card. */
  | { readonly row: string; readonly place: InsertPlace }

export const sameSpot = (one: DropSpot | undefined, other: DropSpot | undefined): boolean =>
  one !== undefined && other !== undefined && 'id' in one && 'id' in other
    ? one.id === other.id && one.where === other.where
    : one !== undefined && other !== undefined && 'row' in one && 'row' in other
      ? one.row === other.row
      : one === other
