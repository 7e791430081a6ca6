/** Input sets that a file holds: shown as they are, and changed there. */
import { parsePayload } from '@merlon/language'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useAnswer } from '../../../api/queries.ts'
import { addresses } from '../../../app/addresses.ts'
import { Failure, Skeleton } from '../../../ui/states.tsx'
import { countText } from '../../../ui/words.ts'
import { readCell } from './cells.ts'
import { isMap } from './input-edits.ts'
import { type GridRow, InputGrid } from './input-grid.tsx'

const MODES: Readonly<Record<string, 'csv' | 'json' | 'yaml'>> = { csv: 'csv', json: 'json', yaml: 'yaml', yml: 'yaml' }

/** The rows of a file as a run reads them: a table with a head, a list of maps, or a map of maps. */
function rowsOf(mode: string, value: unknown): readonly GridRow[] | undefined {
  const named = (values: Readonly<Record<string, unknown>>, at: number): GridRow => ({
    name: values.name === undefined || values.name === '' ? `row ${at + 1}` : String(values.name),
    values,
  })
  if (mode === 'csv') {
    const [head = [], ...lines] = value as readonly (readonly string[])[]
    return lines.map((line, at) =>
      named(Object.fromEntries(head.map((name, column) => [name.trim(), line[column] ?? ''])), at),
    )
  }
  if (Array.isArray(value)) return value.every(isMap) ? value.map(named) : undefined
  if (!isMap(value)) return undefined
  return Object.entries(value).flatMap(([name, values]) => (isMap(values) ? [{ name, values }] : []))
}

async function read(path: string, text: string): Promise<readonly GridRow[] | string> {
  const mode = MODES[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '']
  if (!mode) return 'inputs are read from .csv, .json and .yaml files'
  const parsed = await parsePayload(mode, text)
  if ('problem' in parsed) return `the file cannot be read: ${parsed.problem.message}`
  return rowsOf(mode, parsed.value) ?? 'the file must hold a list of maps, or a map of maps'
}

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, no: false }

/** A text that `types` says is more than text, as a run reads it. */
function typed({ name, values }: GridRow, types: Readonly<Record<string, unknown>>): GridRow {
  const entries = Object.entries(values).map(([column, value]): [string, unknown] => {
    const type = Object.hasOwn(types, column) ? types[column] : undefined
    if (typeof value !== 'string' || value === '' || type === undefined || type === 'text' || type === 'string')
      return [column, value]
    return [column, YES_NO[value.trim().toLowerCase()] ?? readCell(value)?.value]
  })
  return { name, values: Object.fromEntries(entries) }
}

const nothing = (): void => {}
const noActions = { write: nothing, addRow: nothing, renameRow: nothing, removeRow: nothing, openStructure: nothing }

export function FileInputs({
  path,
  types,
}: {
  path: string
  /** By column, what its texts are read as. */
  types: Readonly<Record<string, unknown>>
}) {
  const { data, error, refetch } = useAnswer('readFile', { path: `files/${path}` })
  const [rows, setRows] = useState<readonly GridRow[] | string>()
  useEffect(() => {
    let here = true
    if (data) void read(path, data.text).then((now) => here && setRows(now))
    return () => {
      here = false
    }
  }, [path, data])
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (rows === undefined) return <Skeleton />
  const link = (
    <Link href={addresses.files} className="font-medium text-accent-text hover:underline">
      Open Files
    </Link>
  )
  if (typeof rows === 'string')
    return (
      <p role="alert" className="text-fail">
        <span className="first-letter:uppercase">{rows}.</span> {link}
      </p>
    )
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))].map((name) => ({ name }))
  return (
    <>
      <p className="mb-2 text-muted">
        {countText(rows.length, 'input set')} from <bdi className="font-mono text-sm">files/{path}</bdi>, changed there.{' '}
        {link}
      </p>
      <InputGrid
        label="Input sets from a file"
        words={{ row: 'input set', column: 'variable' }}
        rows={rows.map((row) => typed(row, types))}
        columns={columns}
        readOnly
        actions={noActions}
      />
    </>
  )
}
