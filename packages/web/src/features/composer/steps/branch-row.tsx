/** The name of a list of steps inside a container; one that the author chose can be changed where it stands. */
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import type { Composer } from '../composer.ts'
import { addBranch, removeBranch, renameBranch } from './branches.ts'
import { Guides, INDENT } from './guides.tsx'
import type { AddBranchRow as AddBranch, BranchRow as Branch } from './rows.ts'
import type { CardHandlers } from './step-card.tsx'
import { useDropPlace } from './use-drop-place.ts'
import type { StepsState } from './use-steps.ts'

const nameId = (id: number, name: string): string => `branch-${id}-${name}`

function Name({ row, composer }: { row: Branch; composer: Composer }) {
  const { title, list, id } = row
  const [draft, setDraft] = useState<string>()
  const finish = (): void => {
    const name = draft?.trim() ?? ''
    if (name !== '' && name !== title) renameBranch(composer, list, name)
    setDraft(undefined)
  }
  return (
    <input
      id={nameId(id, title)}
      aria-label={`Name of ${title}`}
      autoComplete="off"
      spellCheck={false}
      className="-ml-1.5 min-h-6 field-sizing-content min-w-12 max-w-72 rounded-md border border-transparent bg-transparent px-1.5 font-semibold hover:border-line-strong focus:border-field focus:bg-raised"
      value={draft ?? title}
      onFocus={(event) => event.target.select()}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key !== 'Escape') return
        setDraft(undefined)
        event.stopPropagation()
      }}
    />
  )
}

export interface BranchRowProps {
  readonly row: Branch
  readonly composer: Composer
  readonly state: StepsState
  readonly handlers: CardHandlers
}

export function BranchRow({ row, composer, state, handlers }: BranchRowProps) {
  const { depth, title, named, id, list } = row
  const { ref, over } = useDropPlace(handlers, state, row.key, { list, index: 0 })
  const changeable = named && !composer.session.current.readOnly
  return (
    <div
      ref={ref}
      role="none"
      data-drop={over ? 'inside' : undefined}
      className="relative"
      style={{ paddingLeft: depth * INDENT }}
    >
      <Guides depth={depth} line={false} />
      <div
        role="treeitem"
        tabIndex={-1}
        aria-label={title}
        aria-selected="false"
        aria-level={depth + 1}
        className={classNames(
          'group/branch flex items-center gap-2 pt-2.5 pb-2 pl-1 text-sm font-semibold text-muted',
          over && 'rounded-lg outline-2 outline-dashed outline-accent',
        )}
      >
        {changeable ? <Name key={title} row={row} composer={composer} /> : title}
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
        {changeable ? (
          <IconButton
            label={`Delete ${title}`}
            icon={<X size={13} aria-hidden="true" />}
            className="size-6! text-faint"
            onClick={() => removeBranch(composer, id, list)}
          />
        ) : null}
      </div>
    </div>
  )
}

/** Puts the focus into the name of a list, once it is drawn. */
function focusName(id: number, name: string, tries = 30): void {
  requestAnimationFrame(() => {
    const input = document.getElementById(nameId(id, name))
    if (input) input.focus()
    else if (tries > 0) focusName(id, name, tries - 1)
  })
}

export function AddBranchRow({ row, composer }: { row: AddBranch; composer: Composer }) {
  const { id, field, names, depth } = row
  return (
    <div role="none" className="relative pb-1.5" style={{ paddingLeft: depth * INDENT }}>
      <Guides depth={depth} line={false} />
      <button
        type="button"
        role="treeitem"
        aria-selected="false"
        aria-level={depth + 1}
        className="flex min-h-6 items-center gap-2 rounded-lg px-1 text-left text-sm text-faint hover:text-text"
        onClick={() => {
          const name = addBranch(composer, id, field, names)
          if (name !== undefined) focusName(id, name)
        }}
      >
        <Plus size={12} aria-hidden="true" />
        Add a branch
      </button>
    </div>
  )
}
