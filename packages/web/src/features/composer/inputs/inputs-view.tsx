/** What a test starts with: globals, and the input sets that it runs once for each. */
import {
  addInputSet,
  addInputVariable,
  moveInputSet,
  type Outline,
  removeInputSet,
  removeInputVariable,
  renameInputSet,
  renameInputVariable,
  renameKeyAt,
  setAt,
  valueAt,
} from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import { FileUp, Plus } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useDocument } from '../../../document/open.ts'
import { Button } from '../../../ui/button.tsx'
import { type Composer, useComposer } from '../composer.ts'
import { FileInputs } from './file-inputs.tsx'
import { ImportCsv } from './import-csv.tsx'
import { freshName, isMap, removeGlobal, writeGlobals, writeSets } from './input-edits.ts'
import { type GridActions, InputGrid } from './input-grid.tsx'
import { sourceOf, ValueDialog } from './value-dialog.tsx'

const VALUE = 'Value'

interface Structure {
  readonly row: string
  readonly column: string
}

function Block({
  title,
  about,
  aside,
  children,
}: {
  title: string
  about: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="mb-8">
      <div className="mb-2 flex items-end gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold">{title}</h2>
          <p className="text-muted">{about}</p>
        </div>
        {aside}
      </div>
      {children}
    </section>
  )
}

function globalActions({ edit }: Composer, openStructure: GridActions['openStructure']): GridActions {
  return {
    write: (writes) => void edit('changing globals', (text) => writeGlobals(text, writes)),
    addRow: (name) => void edit(`adding the global '${name}'`, (text) => setAt(text, ['globals', name], '')),
    renameRow: (name, to) => void edit(`renaming '${name}'`, (text) => renameKeyAt(text, ['globals', name], to)),
    removeRow: (name) => void edit(`removing '${name}'`, (text) => removeGlobal(text, name)),
    openStructure,
  }
}

function Globals({ composer, outline, readOnly }: { composer: Composer; outline: Outline; readOnly: boolean }) {
  const [open, setOpen] = useState<Structure>()
  const { globals } = outline
  const actions = globalActions(composer, (row, column) => setOpen({ row, column }))
  return (
    <Block title="Globals" about="Variables of this test, the same for all input sets.">
      <InputGrid
        label="Globals"
        words={{ row: 'variable', column: 'value' }}
        rows={Object.entries(globals).map(([name, value]) => ({ name, values: { [VALUE]: value } }))}
        columns={[{ name: VALUE }]}
        readOnly={readOnly}
        actions={actions}
      />
      {open ? (
        <ValueDialog
          edited={{ title: open.row, source: sourceOf(globals[open.row]) }}
          onClose={() => setOpen(undefined)}
          onSave={(cell) => {
            actions.write([{ ...open, cell }])
            setOpen(undefined)
          }}
        />
      ) : null}
    </Block>
  )
}

function setActions({ edit, session }: Composer, openStructure: GridActions['openStructure']): GridActions {
  const noSets = (): boolean => session.current.outline.inputs.kind !== 'sets'
  return {
    write: (writes) => void edit('changing input sets', (text) => writeSets(text, writes)),
    addRow: (name) => void edit(`adding the input set '${name}'`, (text) => addInputSet(text, name)),
    renameRow: (name, to) => void edit(`renaming '${name}'`, (text) => renameInputSet(text, name, to)),
    removeRow: (name) => void edit(`removing '${name}'`, (text) => removeInputSet(text, name)),
    moveRow: (name, to) => void edit(`moving '${name}'`, (text) => moveInputSet(text, name, to)),
    addColumn: (name) =>
      void edit(`adding '${name}'`, (text) =>
        noSets() ? addInputSet(text, 'set 1', { [name]: '' }) : addInputVariable(text, name),
      ),
    renameColumn: (name, to) => void edit(`renaming '${name}'`, (text) => renameInputVariable(text, name, to)),
    removeColumn: (name) => void edit(`removing '${name}'`, (text) => removeInputVariable(text, name)),
    openStructure,
  }
}

/** Variables of which checking says that the environment has the last word, with its words. */
function overridden(text: string, diagnostics: readonly Diagnostic[], names: readonly string[]): Map<string, string> {
  const warnings = new Map<string, string>()
  const lines = text.split('\n')
  for (const { code, location, message, help } of diagnostics) {
    if (code !== 'input-overridden' || !location) continue
    const rest = Array.from(lines[location.line - 1] ?? '')
      .slice(location.column - 1)
      .join('')
    const name = names
      .filter((one) => rest.startsWith(one) || rest.startsWith(`"${one}"`) || rest.startsWith(`'${one}'`))
      .sort((a, b) => b.length - a.length)[0]
    if (name !== undefined) warnings.set(name, help === undefined ? message : `${message}: ${help}`)
  }
  return warnings
}

type Sets = readonly { readonly name: string; readonly values: Readonly<Record<string, unknown>> }[]

function useColumns({ session }: Composer, sets: Sets) {
  const { checked, checkedText } = useDocument(session)
  return useMemo(() => {
    const names = [...new Set(sets.flatMap(({ values }) => Object.keys(values)))]
    const warnings = overridden(checkedText ?? '', checked?.diagnostics ?? [], names)
    return names.map((name) => ({ name, warning: warnings.get(name) }))
  }, [sets, checked, checkedText])
}

const noSets: Sets = []

function InputSets({ composer, outline, readOnly }: { composer: Composer; outline: Outline; readOnly: boolean }) {
  const [open, setOpen] = useState<Structure>()
  const [importing, setImporting] = useState(false)
  const { inputs } = outline
  const sets = inputs.kind === 'sets' ? inputs.sets : noSets
  const columns = useColumns(composer, sets)
  const actions = setActions(composer, (row, column) => setOpen({ row, column }))
  const names = sets.map(({ name }) => name)
  const about =
    sets.length === 0
      ? 'The test runs once. With input sets it runs once for each, with the values of that set.'
      : 'The test runs once for each input set, each time from a fresh start.'
  const tools = readOnly ? null : (
    <>
      <Button onClick={() => setImporting(true)}>
        <FileUp size={13} aria-hidden="true" />
        Import CSV…
      </Button>
      <Button onClick={() => actions.addRow(freshName('set ', sets.length + 1, names))}>
        <Plus size={13} aria-hidden="true" />
        Add an input set
      </Button>
    </>
  )
  const value = open && sets.find(({ name }) => name === open.row)?.values[open.column]
  return (
    <Block title="Input sets" about={about} aside={tools}>
      <InputGrid
        label="Input sets"
        words={{ row: 'input set', column: 'variable' }}
        rows={sets}
        columns={columns}
        readOnly={readOnly}
        actions={actions}
      />
      <p className="text-sm text-faint">
        Type to replace, Enter edits. Numbers, true and false are read as such; quotes make them text. Cells can be
        pasted from a spreadsheet.
      </p>
      {open ? (
        <ValueDialog
          edited={{
            title: `${open.column} in ${open.row}`,
            source:
              valueAt(composer.session.current.text, ['inputs', open.row, open.column])?.source ?? sourceOf(value),
          }}
          onClose={() => setOpen(undefined)}
          onSave={(cell) => {
            actions.write([{ ...open, cell }])
            setOpen(undefined)
          }}
        />
      ) : null}
      {importing ? (
        <ImportCsv
          taken={names}
          onClose={() => setImporting(false)}
          onImport={(change) => composer.edit('importing input sets', change)}
        />
      ) : null}
    </Block>
  )
}

export function InputsView() {
  const composer = useComposer()
  const { outline, readOnly, text } = useDocument(composer.session)
  const { inputs } = outline
  const types = inputs.kind === 'file' ? valueAt(text, ['inputs', 'types'])?.value : undefined
  const parts = { composer, outline, readOnly }
  return (
    <div className="mx-auto max-w-300">
      {inputs.kind === 'file' ? (
        <Block title="Input sets" about="The test runs once for each row of a file.">
          <FileInputs path={inputs.path} types={isMap(types) ? types : {}} />
        </Block>
      ) : (
        <InputSets {...parts} />
      )}
      <Globals {...parts} />
    </div>
  )
}
