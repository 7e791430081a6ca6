/** The commands of the steps view: for the keyboard, the palette and the help sheet alike. */
import { useEffect, useState } from 'react'
import { type Command, useCommands } from '../../../app/commands.ts'
import type { StepId } from '../../../document/session.ts'
import { clipboardText, copyText } from '../../../ui/clipboard.ts'
import { toast } from '../../../ui/toast.tsx'
import type { Composer } from '../composer.ts'
import { focusInspector } from '../side-pane.tsx'
import { containersAround, type StepsState } from './use-steps.ts'

export interface CommandWorld {
  readonly composer: Composer
  readonly state: StepsState
  /** All steps as they are shown. */
  readonly order: readonly StepId[]
  readonly go: (id: StepId, modifiers: { shift: boolean; toggle: boolean }) => void
  readonly openAt: (of: 'palette' | 'wrap' | 'turn') => void
}

const GROUP = 'Steps'
/** Elements in which keys mean steps. */
const AREA = '[data-steps]'

type Focus = 'card' | 'inside' | 'elsewhere'

/** Where the focus is: on a card or nowhere, on a control among the steps, or away. Dialogs leave it as it was. */
function useFocus(): Focus {
  const [focus, setFocus] = useState<Focus>('card')
  useEffect(() => {
    const look = (): void => {
      const at = document.activeElement
      if (at?.closest('[role="dialog"]')) return
      if (!at || at === document.body || at.id === 'main' || at.matches('[data-step]')) setFocus('card')
      else setFocus(at.closest(AREA) === null ? 'elsewhere' : 'inside')
    }
    // What gets the focus is known only after what had it has lost it.
    const lookSoon = (): void => void requestAnimationFrame(look)
    document.addEventListener('focusin', look)
    document.addEventListener('focusout', lookSoon)
    return () => {
      document.removeEventListener('focusin', look)
      document.removeEventListener('focusout', lookSoon)
    }
  }, [])
  return focus
}

/** Keys that a control takes for itself. */
const TAKEN = new Set(['Enter', 'Mod+C', 'Mod+X', 'Mod+V', 'Mod+A', 'Delete', 'Backspace'])

type Said = Pick<Command, 'id' | 'title' | 'run'> & Partial<Command>

function moving({ composer, state, order, go }: CommandWorld): Said[] {
  const { current } = state
  const at = current === undefined ? -1 : order.indexOf(current)
  const to = (move: number, shift: boolean) => () => {
    const next = order[Math.max(0, Math.min(order.length - 1, at + move))]
    if (next !== undefined) go(next, { shift, toggle: false })
  }
  const foldable = current !== undefined && (composer.session.step(current)?.lists.length ?? 0) > 0
  const isFolded = current !== undefined && state.folded.has(current)
  const left = (): void => {
    if (current === undefined) return
    const around = containersAround(composer, current).at(-1)
    if (foldable && !isFolded) state.fold(current, true)
    else if (around !== undefined) go(around, { shift: false, toggle: false })
  }
  const right = (): void => {
    if (current !== undefined && foldable && isFolded) state.fold(current, false)
    else if (foldable) to(1, false)()
  }
  return [
    { id: 'previous', title: 'Step above', keys: 'ArrowUp', run: to(-1, false), hidden: true },
    { id: 'next', title: 'Step below', keys: 'ArrowDown', run: to(1, false), hidden: true },
    { id: 'extend-up', title: 'Select up', keys: 'Shift+ArrowUp', run: to(-1, true), hidden: true },
    { id: 'extend-down', title: 'Select down', keys: 'Shift+ArrowDown', run: to(1, true), hidden: true },
    { id: 'first', title: 'First step', keys: 'Home', run: to(-order.length, false), hidden: true },
    { id: 'last', title: 'Last step', keys: 'End', run: to(order.length, false), hidden: true },
    { id: 'fold', title: 'Fold, or go to the container', keys: 'ArrowLeft', run: left },
    { id: 'unfold', title: 'Unfold, or go inside', keys: 'ArrowRight', run: right },
    { id: 'all', title: 'Select all steps', keys: 'Mod+A', run: () => composer.select(order) },
    { id: 'none', title: 'Select nothing', keys: 'Escape', run: () => composer.select([]), hidden: true },
    {
      id: 'inspect',
      title: 'Edit in the inspector',
      keys: 'Enter',
      run: () => {
        if (current !== undefined) composer.select([current])
        focusInspector()
      },
    },
  ]
}

function editing({ composer, state, openAt }: CommandWorld): Said[] {
  const { actions, current } = state
  const { selection } = composer
  const ids = selection.length > 0 ? selection : current === undefined ? [] : [current]
  const copy = (): void => void copyText(actions.yaml(ids), ids.length === 1 ? 'the step' : `${ids.length} steps`)
  return [
    { id: 'insert', title: 'Add a step…', keys: '/', run: () => openAt('palette') },
    { id: 'insert-plus', title: 'Add a step…', keys: '+', run: () => openAt('palette'), hidden: true },
    { id: 'delete', title: 'Delete steps', keys: 'Delete', run: () => actions.remove(ids) },
    { id: 'backspace', title: 'Delete steps', keys: 'Backspace', run: () => actions.remove(ids), hidden: true },
    { id: 'duplicate', title: 'Duplicate steps', keys: 'Mod+D', run: () => actions.duplicate(ids) },
    { id: 'up', title: 'Move up', keys: 'Alt+ArrowUp', run: () => actions.move(ids, 'up') },
    { id: 'down', title: 'Move down', keys: 'Alt+ArrowDown', run: () => actions.move(ids, 'down') },
    { id: 'in', title: 'Move into the container above', keys: 'Alt+ArrowRight', run: () => actions.moveIn(ids) },
    { id: 'out', title: 'Move out of the container', keys: 'Alt+ArrowLeft', run: () => actions.moveOut(ids) },
    { id: 'disable', title: 'Disable or enable', keys: 'Mod+/', run: () => actions.toggleDisabled(ids) },
    { id: 'wrap', title: 'Wrap in…', keys: 'Mod+G', run: () => openAt('wrap') },
    { id: 'turn', title: 'Turn into…', keys: 'T', run: () => openAt('turn') },
    { id: 'extract', title: 'Extract to snippet…', run: () => state.open({ is: 'extract' }) },
    { id: 'copy', title: 'Copy steps', keys: 'Mod+C', run: copy },
    {
      id: 'cut',
      title: 'Cut steps',
      keys: 'Mod+X',
      run: () => {
        copy()
        actions.remove(ids)
      },
    },
    {
      id: 'paste',
      title: 'Paste steps or a curl command',
      keys: 'Mod+V',
      run: () =>
        void clipboardText().then((text) => (text === undefined ? undefined : actions.paste(text, ids.at(-1)))),
    },
  ].map((one) => ({ ...one, disabled: composer.session.current.readOnly && one.id !== 'copy' }))
}

function running({ composer, state }: CommandWorld): Said[] {
  const step = composer.selection.at(-1) ?? state.current
  const part = (mode: 'to' | 'from') => () => void (step !== undefined && composer.run({ step, mode }))
  const disabled = step === undefined || composer.running !== undefined || composer.session.current.kind === 'snippet'
  return [
    { id: 'run-to', title: 'Run to the selected step', run: part('to'), disabled },
    { id: 'run-from', title: 'Run from the selected step', run: part('from'), disabled },
  ]
}

/** Lends the commands; draws nothing. */
export function StepCommands({ world }: { world: CommandWorld }) {
  const focus = useFocus()
  useCommands(
    [...editing(world), ...moving(world), ...running(world)].map((one) => ({
      ...one,
      id: `step-${one.id}`,
      group: GROUP,
      disabled: focus === 'elsewhere' || (focus === 'inside' && TAKEN.has(one.keys ?? '')) || one.disabled === true,
    })),
  )
  return null
}

/** Undo, redo and sending a step, which work in every view. */
export function DocumentCommands({ composer }: { composer: Composer }) {
  const { session, selection } = composer
  const step = selection.at(-1)
  const undo = (): void => {
    const label = session.undoLabel
    session.undo()
    toast(label === undefined ? 'Nothing to undo.' : `Undid ${label}.`)
  }
  const redo = (): void => {
    const { canRedo } = session.current
    session.redo()
    toast(canRedo ? `Did ${session.undoLabel ?? 'it'} again.` : 'Nothing to do again.')
  }
  useCommands([
    { id: 'undo', title: 'Undo', group: 'Composer', keys: 'Mod+Z', run: undo },
    { id: 'redo', title: 'Redo', group: 'Composer', keys: 'Mod+Shift+Z', run: redo },
    {
      id: 'send-step',
      title: 'Send this step',
      group: 'Composer',
      keys: 'Mod+Shift+Enter',
      disabled: step === undefined || session.current.kind === 'snippet',
      run: () => void (step !== undefined && composer.run({ step, mode: 'only' })),
    },
  ])
  return null
}
