/** Input sets from a table that another program wrote: pasted, or from a file. */
import { loadCsvReader } from '@merlon/language'
import { useEffect, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Checkbox, Field, TextArea } from '../../../ui/field.tsx'
import { countText } from '../../../ui/words.ts'
import { importSets, setsOfTable } from './input-edits.ts'
import { readTable } from './table-text.ts'

/** The file is written in one go, and all of it is kept in memory. */
const MOST_SETS = 5000
const SHOWN = 5

type Read = { readonly rows: readonly (readonly string[])[] } | { readonly problem: string }

async function read(text: string): Promise<Read> {
  if (text.trim() === '') return { rows: [] }
  if (text.split('\n', 1)[0]!.includes('\t')) return { rows: readTable(text) }
  const parsed = (await loadCsvReader()).parseCsv(text)
  return 'problem' in parsed ? { problem: parsed.problem.message } : { rows: parsed.value }
}

function useTable(text: string): Read {
  const [table, setTable] = useState<Read>({ rows: [] })
  useEffect(() => {
    let here = true
    void read(text).then((now) => here && setTable(now))
    return () => {
      here = false
    }
  }, [text])
  return table
}

function Preview({ rows }: { rows: readonly (readonly string[])[] }) {
  const [head = [], ...lines] = rows
  if (lines.length === 0) return null
  return (
    <div className="mb-3 max-h-52 overflow-auto rounded-lg border border-line">
      <table className="w-full text-left text-sm">
        <caption className="sr-only">What was read</caption>
        <thead className="bg-sunken">
          <tr>
            {head.map((name, at) => (
              // A column has nothing but its place: names may repeat.
              <th key={`${at.toString()} ${name}`} scope="col" className="px-2 py-1 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, SHOWN).map((line, row) => (
            <tr key={`${row.toString()} ${line.join('\t')}`} className="border-t border-line">
              {head.map((name, at) => (
                <td key={`${at.toString()} ${name}`} className="max-w-60 truncate px-2 py-1 font-mono">
                  {line[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function ImportCsv({
  taken,
  onClose,
  onImport,
}: {
  /** Names of the sets that are there. */
  taken: readonly string[]
  onClose: () => void
  /** True when it was done. */
  onImport: (change: (text: string) => ReturnType<typeof importSets>) => boolean
}) {
  const [text, setText] = useState('')
  const [typed, setTyped] = useState(true)
  const [replace, setReplace] = useState(false)
  const table = useTable(text)
  const rows = 'rows' in table ? table.rows : []
  const count = Math.max(0, rows.length - 1)
  const tooMany = count > MOST_SETS
  const error =
    'problem' in table
      ? `This cannot be read as CSV: ${table.problem}`
      : tooMany
        ? `More than ${countText(MOST_SETS, 'row')}: keep the table in a file below files/, and name that as inputs`
        : undefined
  const add = (): void => {
    const sets = setsOfTable(rows, typed, replace ? [] : taken)
    if (onImport((now) => importSets(now, sets, replace))) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title="Input sets from CSV"
      description="The first line names the variables; each further line is an input set. A column called name names the sets."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={count === 0 || error !== undefined} onClick={add}>
            {replace ? 'Replace with' : 'Add'} {countText(count, 'input set')}
          </Button>
        </>
      }
    >
      <Field label="Table" hint="CSV, or cells copied from a spreadsheet" error={error}>
        {(control) => (
          <TextArea
            {...control}
            rows={7}
            value={text}
            placeholder={'name,product,quantity\none shirt,1,2'}
            onChange={({ target }) => setText(target.value)}
            className="font-mono text-sm"
          />
        )}
      </Field>
      <label className="mb-3 flex items-center gap-3">
        <span>Or from a file</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
        />
      </label>
      <Preview rows={rows} />
      <Checkbox
        label="Read numbers, true and false as such"
        checked={typed}
        onChange={({ target }) => setTyped(target.checked)}
      />
      {taken.length > 0 ? (
        <Checkbox
          label={`Remove the ${countText(taken.length, 'input set')} that the test has now`}
          checked={replace}
          onChange={({ target }) => setReplace(target.checked)}
        />
      ) : null}
    </Dialog>
  )
}
