/** An open vault or environment: its variables as a table or as text, and what can be done with them. */
import { Download, MoreHorizontal, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { useCommands } from '../../app/commands.ts'
import { environmentList, useEnvironment } from '../../app/environment.ts'
import { EnvironmentPicker } from '../../app/environment-picker.tsx'
import { Page } from '../../app/page.tsx'
import { useDocument } from '../../document/open.ts'
import type { DocumentSession } from '../../document/session.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { AddVariable } from './add-variable.tsx'
import { DeleteEnvironmentDialog, NewEnvironmentDialog } from './environment-dialogs.tsx'
import { ConflictNotice, Mistakes, SavedLine } from './file-state.tsx'
import { ImportVariablesDialog } from './import-dialog.tsx'
import { Inherited } from './inherited.tsx'
import { Questions } from './questions.tsx'
import { TextView } from './text-view.tsx'
import { useRows } from './use-rows.ts'
import { VariableFile } from './variable-file.ts'
import type { Question, Row } from './variable-row.tsx'
import { VariableTable } from './variable-table.tsx'

type Asked = 'import' | 'new' | 'duplicate' | 'delete'
type View = 'table' | 'text'

function useUndo(session: DocumentSession): void {
  const { canUndo, canRedo } = useDocument(session)
  useCommands([
    {
      id: 'undo',
      title: 'Undo',
      group: 'Variables',
      keys: 'Mod+Z',
      disabled: !canUndo,
      run: () => {
        const label = session.undoLabel
        session.undo()
        toast(`Undone: ${label ?? 'the last change'}`)
      },
    },
    {
      id: 'redo',
      title: 'Redo',
      group: 'Variables',
      keys: 'Mod+Shift+Z',
      disabled: !canRedo,
      run: () => session.redo(),
    },
  ])
}

function Tools({
  file,
  view,
  setView,
  onAsk,
}: {
  file: VariableFile
  view: View
  setView: (view: View) => void
  onAsk: (asked: Asked) => void
}) {
  const { environment, session } = file
  const { readOnly } = useDocument(session)
  return (
    <>
      <Segmented
        label="Show as"
        value={view}
        options={[
          { value: 'table', label: 'Table' },
          { value: 'text', label: 'Text' },
        ]}
        onChange={setView}
      />
      <Button look="quiet" disabled={readOnly} onClick={() => onAsk('import')}>
        <Download size={14} aria-hidden="true" /> Import…
      </Button>
      <Button look="quiet" onClick={() => onAsk('new')}>
        <Plus size={14} aria-hidden="true" /> New environment
      </Button>
      {environment === undefined ? (
        <EnvironmentPicker />
      ) : (
        <Menu
          trigger={<IconButton label="More about this environment" icon={<MoreHorizontal size={15} />} />}
          items={[
            { label: 'Duplicate…', onSelect: () => onAsk('duplicate') },
            { label: 'Delete…', danger: true, separated: true, onSelect: () => onAsk('delete') },
          ]}
        />
      )}
    </>
  )
}

function Dialogs({ asked, file, onClose }: { asked: Asked | undefined; file: VariableFile; onClose: () => void }) {
  const { environment, session } = file
  const { path, text } = session.current
  if (asked === 'import') return <ImportVariablesDialog file={file} onClose={onClose} />
  if (asked === 'new') return <NewEnvironmentDialog onClose={onClose} />
  if (environment === undefined || asked === undefined) return null
  return asked === 'duplicate' ? (
    <NewEnvironmentDialog from={environment} text={text} onClose={onClose} />
  ) : (
    <DeleteEnvironmentDialog name={environment} path={path} onClose={onClose} />
  )
}

export function VariablesView({
  session,
  environment,
  crumbs,
}: {
  session: DocumentSession
  environment: string | undefined
  crumbs: readonly { label: string }[]
}) {
  const { text, readOnly } = useDocument(session)
  const { environment: picked } = useEnvironment()
  const chosen = environment ?? picked
  const file = useMemo(() => new VariableFile(session, environment), [session, environment])
  const { data } = useAnswer('listVariables', chosen === '' ? {} : { environment: chosen })
  const views = useMemo(() => new Map((data?.variables ?? []).map((one) => [one.name, one])), [data])
  const rows = useRows(text, views, file.place)
  const [view, setView] = useState<View>('table')
  const [line, setLine] = useState<number>()
  const [asked, setAsked] = useState<Asked>()
  const [question, setQuestion] = useState<{ question: Question; row: Row }>()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const nameField = useRef<HTMLInputElement>(null)
  const ask = useMemo(() => (one: Question, row: Row) => setQuestion({ question: one, row }), [])
  useUndo(session)
  useEffect(() => session.setEnvironments(environmentList(chosen)), [session, chosen])
  useCommands([
    {
      id: 'add-variable',
      title: 'Add a variable',
      group: 'Variables',
      keys: 'N',
      disabled: readOnly || view === 'text',
      run: () => nameField.current?.focus(),
    },
    { id: 'import-variables', title: 'Import variables…', group: 'Variables', run: () => setAsked('import') },
    { id: 'new-environment', title: 'New environment…', group: 'Variables', run: () => setAsked('new') },
  ])
  return (
    <Page
      crumbs={crumbs}
      tools={<Tools file={file} view={view} setView={setView} onAsk={setAsked} />}
      status={<SavedLine session={session} />}
    >
      <div ref={setScroller} className="flex min-h-0 flex-1 flex-col overflow-auto px-6.5 pt-5 pb-10">
        <h1 className="text-xl font-semibold tracking-tight">{environment ?? 'Vault'}</h1>
        <p className="mb-3 text-muted">
          {countText(rows.length, 'variable')} ·{' '}
          {environment === undefined
            ? 'every test sees them; an environment, when it is chosen, wins over them'
            : 'these values win over the vault when this environment is chosen'}
        </p>
        <ConflictNotice session={session} />
        <Mistakes
          session={session}
          onShow={(at) => {
            setView('text')
            setLine(at)
          }}
        />
        {view === 'text' ? (
          <TextView session={session} line={line} />
        ) : (
          <VariableTable
            scroller={scroller}
            rows={rows}
            file={file}
            views={views}
            environment={chosen}
            readOnly={readOnly}
            onAsk={ask}
          >
            {readOnly ? null : <AddVariable file={file} nameField={nameField} />}
          </VariableTable>
        )}
        {environment === undefined || view === 'text' ? null : (
          <Inherited rows={rows} views={views} file={file} readOnly={readOnly} />
        )}
      </div>
      <Dialogs asked={asked} file={file} onClose={() => setAsked(undefined)} />
      {question ? <Questions {...question} file={file} onClose={() => setQuestion(undefined)} /> : null}
    </Page>
  )
}
