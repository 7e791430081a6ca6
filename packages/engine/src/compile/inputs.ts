/** Input sets: written in the test, or read from a file of the project. */
import { type InputsNode, isNothing, type MapNode, parsePayload, type ScalarNode, suggest } from '@merlon/language'
import type { InputSet, StoredVariable } from '../plan.ts'
import { compileVariables } from '../project/variables.ts'
import { readAmount } from './amounts.ts'
import type { Compiler } from './compiler.ts'

export type ReadFile = (path: string) => Promise<string>

const FROM = 'input set'

const MODES: Readonly<Record<string, 'csv' | 'json' | 'yaml'>> = { csv: 'csv', json: 'json', yaml: 'yaml', yml: 'yaml' }

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rows as maps, each with the name it brings along, if any. */
function rowsOf(mode: string, value: unknown): { name?: string; row: Record<string, unknown> }[] | undefined {
  if (mode === 'csv') {
    const [header = [], ...rows] = value as string[][]
    return rows.map((cells) => ({
      row: Object.fromEntries(header.map((name, column) => [name.trim(), cells[column] ?? ''])),
    }))
  }
  if (Array.isArray(value)) return value.every(isMap) ? value.map((row) => ({ row })) : undefined
  if (isMap(value) && Object.values(value).every(isMap))
    return Object.entries(value).map(([name, row]) => ({ name, row: row as Record<string, unknown> }))
  return undefined
}

const CASTS: Readonly<Record<string, (text: string) => unknown>> = {
  string: (text) => text,
  text: (text) => text,
  number: (text) => numberOr(text, false),
  integer: (text) => numberOr(text, true),
  boolean: (text) => ({ true: true, yes: true, false: false, no: false })[text.trim().toLowerCase()],
}

function numberOr(text: string, whole: boolean): number | undefined {
  const read = readAmount(text, { role: 'number', whole })
  return 'value' in read ? read.value : undefined
}

class FileInputs {
  private readonly path: ScalarNode
  private readonly types: MapNode | undefined
  private readonly compiler: Compiler
  private readonly names = new Map<string, number>()

  constructor(path: ScalarNode, types: MapNode | undefined, compiler: Compiler) {
    this.path = path
    this.types = types
    this.compiler = compiler
  }

  complain(message: string, help?: string): void {
    this.compiler.reading.complain('bad-inputs', message, this.path.span, { help })
  }

  private cast(name: string, value: unknown, row: number): unknown {
    const type = this.types?.entries.find(({ key }) => key.text === name)?.value
    if (type?.kind !== 'scalar' || typeof value !== 'string' || value === '') return value
    const cast = CASTS[type.text]
    const result = cast?.(value)
    if (!cast)
      this.compiler.reading.complain('unknown-choice', `there is no type '${type.text}'`, type.span, {
        help: `it takes ${Object.keys(CASTS).join(', ')}`,
      })
    else if (result === undefined)
      this.complain(`row ${row} of ${this.path.text}: '${name}' is '${value}', which is no ${type.text}`)
    return result
  }

  private unique(name: string): string {
    const count = (this.names.get(name) ?? 0) + 1
    this.names.set(name, count)
    return count === 1 ? name : `${name} #${count}`
  }

  set(row: Record<string, unknown>, index: number, given: string | undefined): InputSet {
    const own = row.name
    const name = given ?? (own === undefined || own === null || own === '' ? `row ${index + 1}` : String(own))
    const variables = Object.entries(row).map(([key, value]): StoredVariable => {
      const typed = this.cast(key, value, index + 1)
      return {
        name: key,
        from: FROM,
        plan: typeof typed === 'string' ? this.compiler.text(typed) : { is: 'constant', value: typed },
      }
    })
    return { name: this.unique(name), variables }
  }

  /** A row with a cell too few or too many would give its cells to the wrong columns. */
  private checkColumns([header = [], ...rows]: readonly string[][]): void {
    const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`
    for (const [at, cells] of rows.entries()) {
      if (cells.length === header.length) continue
      this.complain(
        `row ${at + 1} of ${this.path.text} has ${count(cells.length, 'cell')}, but there are ${count(header.length, 'column')}`,
      )
    }
    const columns = header.map((name) => name.trim())
    for (const { key } of this.types?.entries ?? []) {
      if (columns.includes(key.text)) continue
      const near = suggest(key.text, columns)
      this.compiler.reading.complain(
        'bad-inputs',
        `${this.path.text} has no column '${key.text}'`,
        key.span,
        near ? { label: `did you mean '${near}'?` } : {},
      )
    }
  }

  async read(readFile: ReadFile): Promise<InputSet[]> {
    const extension = /\.(\w+)$/.exec(this.path.text)?.[1]?.toLowerCase() ?? ''
    const mode = MODES[extension]
    if (!mode) {
      this.complain(`inputs cannot be read from '${this.path.text}'`, 'name a .csv, .json or .yaml file under `files/`')
      return []
    }
    const text = await readFile(this.path.text).catch((error: Error) => {
      this.complain(error.message)
      return undefined
    })
    if (text === undefined) return []
    const parsed = await parsePayload(mode, text)
    if ('problem' in parsed) {
      this.complain(`${this.path.text} cannot be read: ${parsed.problem.message}`)
      return []
    }
    if (mode === 'csv') this.checkColumns(parsed.value as string[][])
    const rows = rowsOf(mode, parsed.value)
    if (!rows) this.complain(`${this.path.text} must hold a list of maps, or a map of maps`)
    else if (rows.length === 0)
      this.complain(
        `${this.path.text} has no rows`,
        mode === 'csv' ? 'the first line names the columns; each further line is an input set' : undefined,
      )
    for (const name of new Set(rows?.flatMap(({ row }) => Object.keys(row)))) this.compiler.hides(name, this.path.span)
    return (rows ?? []).map(({ name, row }, index) => this.set(row, index, name))
  }
}

/** One set without variables where the test has no inputs. */
export async function compileInputs(
  inputs: InputsNode | undefined,
  compiler: Compiler,
  readFile: ReadFile,
): Promise<InputSet[]> {
  if (!inputs) return [{ name: 'default', variables: [] }]
  if (inputs.kind === 'file') {
    if (isNothing(inputs.path)) return [{ name: 'default', variables: [] }]
    return new FileInputs(inputs.path, inputs.types, compiler).read(readFile)
  }
  if (inputs.sets.length === 0) return [{ name: 'default', variables: [] }]
  return inputs.sets.map(({ name, values }) => ({
    name: name.text,
    variables: compileVariables(values, FROM, compiler),
  }))
}
