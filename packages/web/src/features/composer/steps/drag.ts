/** Dragging steps with the pointer; what it does, the keyboard does as well. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { attachInstruction, extractInstruction } from '@atlaskit/pragmatic-drag-and-drop-hitbox/list-item'
import type { StepId } from '../../../document/session.ts'
import type { DropSpot } from './drop-spot.ts'
import type { InsertPlace } from './step-actions.ts'

export interface DragWorld {
  /** Steps that move when this one is dragged. */
  readonly dragged: (id: StepId) => readonly StepId[]
  readonly canHold: (id: StepId) => boolean
  /** Whether what comes behind this one would land inside it. */
  readonly isOpen: (id: StepId) => boolean
  readonly canDrop: (dragged: readonly StepId[], id: StepId) => boolean
  readonly canDropAt: (dragged: readonly StepId[], place: InsertPlace) => boolean
  readonly over: (spot: DropSpot | undefined) => void
  readonly drop: (dragged: readonly StepId[], spot: DropSpot) => void
}

const WHERE = { 'reorder-before': 'before', 'reorder-after': 'after', combine: 'inside' } as const

function spotOf(id: StepId, found: Record<string | symbol, unknown>): DropSpot | undefined {
  const instruction = extractInstruction(found)
  return instruction && !instruction.blocked ? { id, where: WHERE[instruction.operation] } : undefined
}

const draggedIn = (found: Record<string | symbol, unknown>): readonly StepId[] | undefined =>
  Array.isArray(found.steps) ? (found.steps as StepId[]) : undefined // put there by `getInitialData` below

/** Makes a card something to drag and something to drop on. The function returned ends it. */
export function attachDrag(id: StepId, element: HTMLElement, card: HTMLElement, world: DragWorld): () => void {
  return combine(
    draggable({
      element: card,
      getInitialData: () => ({ steps: world.dragged(id) }),
      onDrop: () => world.over(undefined),
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => {
        const dragged = draggedIn(source.data)
        return dragged !== undefined && world.canDrop(dragged, id)
      },
      getData: ({ input, element: target }) =>
        attachInstruction(
          { id },
          {
            input,
            element: target,
            operations: {
              'reorder-before': 'available',
              'reorder-after': world.isOpen(id) ? 'not-available' : 'available',
              combine: world.canHold(id) ? 'available' : 'not-available',
            },
          },
        ),
      onDrag: ({ self }) => world.over(spotOf(id, self.data)),
      onDragLeave: () => world.over(undefined),
      onDrop: ({ source, self, location }) => {
        if (location.current.dropTargets[0]?.element !== element) return
        const dragged = draggedIn(source.data)
        const spot = spotOf(id, self.data)
        if (dragged && spot) world.drop(dragged, spot)
      },
    }),
  )
}

/** Makes a row that is no card something to drop on. The function returned ends it. */
export function attachDropPlace(
  row: string,
  element: HTMLElement,
  place: () => InsertPlace,
  world: DragWorld,
): () => void {
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => {
      const dragged = draggedIn(source.data)
      return dragged !== undefined && world.canDropAt(dragged, place())
    },
    onDrag: () => world.over({ row, place: place() }),
    onDragLeave: () => world.over(undefined),
    onDrop: ({ source }) => {
      const dragged = draggedIn(source.data)
      if (dragged) world.drop(dragged, { row, place: place() })
    },
  })
}
