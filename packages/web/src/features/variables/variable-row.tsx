/** One variable of a vault or an environment. */

import { looksSecret } from '@merlon/language'
import type { VariableView } from '@merlon/protocol/http'
import { MoreHorizontal } from 'lucide-react'
import { memo } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { UsesButton } from './uses.tsx'
import { SecretCell, ValueCell } from './value-cell.tsx'
import type { WrittenVariable } from './variable-edits.ts'
import { secretText, type VariableFile } from './variable-file.ts'
import { Winner } from './winner.tsx'

/** What is asked about a variable in a dialog. */
export type Question = 'rename' | 'remove' | 'secret' | 'plain' | 'value'

export type Row =
  | { readonly name: string; readonly secret: false; readonly variable: WrittenVariable }
  | { readonly name: string; readonly secret: true; readonly isSet: boolean | undefined }

export interface RowProps {
  readonly row: Row
  /** Among the rows of the table, its head included, from 1. */
  readonly at: number
  readonly file: VariableFile
  readonly view: VariableView | undefined
  readonly environment: string
  readonly readOnly: boolean
  readonly onAsk: (question: Question, row: Row) => void
}

function itemsOf({ row, file, onAsk }: RowProps): MenuItem[] {
  return [
    { label: 'Rename…', onSelect: () => onAsk('rename', row) },
    { label: 'Copy name', onSelect: () => void navigator.clipboard.writeText(`\${${row.name}}`) },
    row.secret
      ? { label: 'Set the value…', onSelect: () => onAsk('secret', row) }
      : { label: 'Edit the value…', onSelect: () => onAsk('value', row) },
    row.secret
      ? { label: 'Make it plain…', onSelect: () => onAsk('plain', row) }
      : { label: 'Make it a secret', onSelect: () => void file.toSecret(row.name) },
    { label: 'Delete…', danger: true, separated: true, onSelect: () => onAsk('remove', row) },
  ]
}

/** A name that speaks of a secret, with its value in the file. */
const isExposed = (row: Row): boolean =>
  !row.secret &&
  looksSecret(row.name) &&
  secretText(row.variable.value) !== undefined &&
  !String(row.variable.value).includes('${')

function VariableRowOnce(props: RowProps) {
  const { row, at, file, view, environment, readOnly, onAsk } = props
  const exposed = !readOnly && isExposed(row)
  return (
    <tr aria-rowindex={at} className="h-9 border-t border-line">
      <th scope="row" className="truncate px-3 text-left font-mono text-sm font-medium" title={row.name}>
        {row.name}
      </th>
      <td className="pr-3">
        <div className="flex min-w-0 items-center gap-2">
          {row.secret ? (
            <SecretCell name={row.name} isSet={row.isSet} readOnly={readOnly} onOpen={() => onAsk('secret', row)} />
          ) : (
            <ValueCell
              variable={row.variable}
              readOnly={readOnly}
              onSet={(typed) => file.set(row.name, typed)}
              onOpen={() => onAsk('value', row)}
            />
          )}
          {exposed ? (
            <Button
              look="link"
              className="h-6 text-sm"
              aria-label={`Make it a secret: ${row.name}`}
              onClick={() => void file.toSecret(row.name)}
            >
              Make it a secret
            </Button>
          ) : null}
        </div>
      </td>
      <td className="pr-3">{view ? <Winner variable={view} environment={environment} place={file.place} /> : null}</td>
      <td>{view ? <UsesButton kind="variable" name={row.name} count={view.uses} /> : null}</td>
      <td>
        {readOnly ? null : (
          <Menu
            trigger={<IconButton label={`More about ${row.name}`} icon={<MoreHorizontal size={15} />} />}
            items={itemsOf(props)}
          />
        )}
      </td>
    </tr>
  )
}

export const VariableRow = memo(VariableRowOnce)
