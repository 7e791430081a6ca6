/** What opens over the steps: the palette of new ones, the menu of one, the dialog for a snippet. */

import { copyText } from '../../../ui/clipboard.ts'
import type { Composer } from '../composer.ts'
import { ExtractDialog } from './extract-dialog.tsx'
import { InsertPalette } from './insert-palette.tsx'
import { stepEntries, turnEntries, wrapEntries } from './step-entries.ts'
import { StepMenu, type StepMenuEntry } from './step-menu.tsx'
import { focusCard, type StepsState } from './use-steps.ts'

interface OverlaysProps {
  readonly composer: Composer
  readonly state: StepsState
  /** A step was added and is to be filled in. */
  readonly onAdded: () => void
}

const TITLES = { all: 'What to do with this step', wrap: 'Wrap in', turn: 'Turn into' }

function Menu({ composer, state, of, anchor }: OverlaysProps & { of: 'all' | 'wrap' | 'turn'; anchor: DOMRect }) {
  const { actions, current } = state
  const ids = composer.selection.length > 0 ? composer.selection : current === undefined ? [] : [current]
  const last = ids.at(-1)
  const entries = (): readonly StepMenuEntry[] => {
    if (of === 'wrap') return wrapEntries(composer, actions, ids)
    if (of === 'turn') return turnEntries(composer, actions, ids)
    return stepEntries(composer, actions, ids, {
      copy: () => void copyText(actions.yaml(ids), ids.length === 1 ? 'the step' : `${ids.length} steps`),
      extract: () => state.open({ is: 'extract' }),
      insertAfter: () => {
        const card = document.getElementById(`step-${last}`)
        if (card) state.open({ is: 'palette', place: actions.placeAfter(last), anchor: card })
      },
    })
  }
  const shown = entries()
  return (
    <StepMenu
      label={TITLES[of]}
      anchor={anchor}
      entries={shown.length > 0 ? shown : [{ label: 'There is nothing alike', disabled: true }]}
      onClose={() => state.close('menu')}
      onClosed={() => {
        if (document.activeElement === document.body && current !== undefined) focusCard(current)
      }}
    />
  )
}

export function StepOverlays(props: OverlaysProps) {
  const { composer, state, onAdded } = props
  const { overlay, close, actions, current } = state
  if (overlay?.is === 'menu') return <Menu {...props} of={overlay.of} anchor={overlay.anchor} />
  if (overlay?.is === 'extract') {
    const ids = composer.selection.length > 0 ? composer.selection : current === undefined ? [] : [current]
    const paths = actions.outermost(ids).map(({ path }) => path)
    const closed = (): void => {
      close('extract')
      const last = composer.selection.at(-1)
      if (last !== undefined) focusCard(last)
    }
    return <ExtractDialog composer={composer} paths={paths} onClose={closed} />
  }
  if (overlay?.is !== 'palette') return null
  return (
    <InsertPalette
      language={composer.language}
      anchor={overlay.anchor}
      onClose={() => close('palette')}
      onClosed={() => {
        if (document.activeElement === document.body && current !== undefined) focusCard(current)
      }}
      onInsert={(yaml, title) => {
        close('palette')
        if (actions.insert(overlay.place, yaml, `adding ${title}`)) onAdded()
      }}
    />
  )
}
