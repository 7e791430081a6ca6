/** On the page of an environment: what it leaves to the vault, each with a way to set it here. */
import type { VariableView } from '@merlon/protocol/http'
import { Button } from '../../ui/button.tsx'
import { UsesButton } from './uses.tsx'
import { VariableColumns } from './variable-columns.tsx'
import type { VariableFile } from './variable-file.ts'
import type { Row } from './variable-row.tsx'
import { definitionText, Winner } from './winner.tsx'

export function Inherited({
  rows,
  views,
  file,
  readOnly,
}: {
  rows: readonly Row[]
  views: ReadonlyMap<string, VariableView>
  file: VariableFile
  readOnly: boolean
}) {
  const own = new Set(rows.map(({ name }) => name))
  const others = [...views.values()].flatMap((view) => {
    const definition = view.definitions.findLast((one) => one.environment === undefined)
    return definition && !own.has(view.name) ? [{ view, definition }] : []
  })
  if (others.length === 0) return null
  return (
    <>
      <h2 className="mt-6 mb-2 font-semibold">From the vault</h2>
      <div className="rounded-lg border border-line">
        <table aria-label="Variables from the vault" className="w-full table-fixed">
          <VariableColumns aside={`In ${file.environment ?? ''}`} />
          <tbody>
            {others.map(({ view, definition }) => (
              <tr key={view.name} className="h-9 border-t border-line">
                <th scope="row" className="truncate px-3 text-left font-mono text-sm font-normal" title={view.name}>
                  {view.name}
                </th>
                <td className="pr-3 pl-1.5">
                  <div className="flex min-w-0 items-center gap-2">
                    <span className="truncate font-mono text-sm text-muted">{definitionText(definition)}</span>
                    {readOnly ? null : (
                      <Button
                        look="link"
                        className="h-6 text-sm"
                        aria-label={`Override here: ${view.name}`}
                        onClick={() =>
                          definition.secret
                            ? void file.addSecret(view.name, undefined)
                            : file.set(view.name, { value: definition.value })
                        }
                      >
                        Override here
                      </Button>
                    )}
                  </div>
                </td>
                <td className="pr-3">
                  <Winner variable={view} environment={file.environment ?? ''} place={file.place} />
                </td>
                <td>
                  <UsesButton kind="variable" name={view.name} count={view.uses} />
                </td>
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
