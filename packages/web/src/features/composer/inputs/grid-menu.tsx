/** What can be done with a whole row or column, behind the ⋯ beside its name. */
import { Ellipsis } from 'lucide-react'
import { IconButton } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Menu, type MenuItem } from '../../../ui/menu.tsx'
import type { Place } from './grid-state.ts'
import type { GridProps } from './input-grid.tsx'

function rowItems({ rows, actions }: GridProps, at: number, onRename: () => void): MenuItem[] {
  const { name } = rows[at]!
  const { moveRow } = actions
  const moves: MenuItem[] = moveRow
    ? [
        { label: 'Move up', shortcut: 'Alt+ArrowUp', disabled: at === 0, onSelect: () => moveRow(name, at - 1) },
        {
          label: 'Move down',
          shortcut: 'Alt+ArrowDown',
          disabled: at === rows.length - 1,
          onSelect: () => moveRow(name, at + 1),
        },
      ]
    : []
  return [
    { label: 'Rename', shortcut: 'F2', onSelect: onRename },
    ...moves,
    { label: 'Remove', danger: true, separated: true, onSelect: () => actions.removeRow(name) },
  ]
}

function columnItems({ columns, actions }: GridProps, at: number, onRename: () => void): MenuItem[] {
  const { name } = columns[at]!
  const { renameColumn, removeColumn } = actions
  return [
    ...(renameColumn ? [{ label: 'Rename', shortcut: 'F2', onSelect: onRename }] : []),
    ...(removeColumn ? [{ label: 'Remove', danger: true, separated: true, onSelect: () => removeColumn(name) }] : []),
  ]
}

export function LineMenu({
  props,
  place: { row, column },
  active,
  onRename,
}: {
  props: GridProps
  place: Place
  active: boolean
  onRename: () => void
}) {
  if (props.readOnly || row < 0 === column < 0) return null
  const name = row < 0 ? props.columns[column]?.name : props.rows[row]?.name
  if (name === undefined) return null
  // The menu gives the focus back to its button when it closes; the typing begins after that.
  const rename = (): void => void setTimeout(onRename)
  const items = row < 0 ? columnItems(props, column, rename) : rowItems(props, row, rename)
  if (items.length === 0) return null
  return (
    <Menu
      items={items}
      trigger={
        <IconButton
          label={`Actions for ${name}`}
          icon={<Ellipsis size={14} />}
          tabIndex={active ? 0 : -1}
          className={classNames(
            '-mr-1.5 group-hover/cell:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100',
            !active && 'opacity-0',
          )}
        />
      }
    />
  )
}
