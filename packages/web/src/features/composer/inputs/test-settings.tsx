/** The head of a test: its name, what it is about, its tags, and the way to its inputs and settings. */
import { insertAt, removeAt, setAt, valueAt } from '@merlon/language'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useDocument } from '../../../document/open.ts'
import { Button } from '../../../ui/button.tsx'
import { countText } from '../../../ui/words.ts'
import { ScheduleButton } from '../changes/schedule-dialog.tsx'
import { useComposer } from '../composer.ts'
import { InlineText } from './inline-text.tsx'
import { inTurn } from './input-edits.ts'
import { TagRow } from './tag-row.tsx'

const ConfigDialog = lazy(() => import('./config-dialog.tsx'))

const fileName = (path: string): string => path.replace(/^.*\//, '').replace(/\.\w+$/, '')

function addTags(text: string, tags: readonly string[]) {
  const known = valueAt(text, ['tags'])?.value
  if (known != null && !Array.isArray(known)) return setAt(text, ['tags'], [String(known), ...tags])
  const from = Array.isArray(known) ? known.length : 0
  return inTurn(
    text,
    tags.map((tag, index) => (now) => insertAt(now, ['tags'], from + index, tag)),
  )
}

/** The last tag goes together with the list. */
function removeTag(text: string, index: number) {
  const known = valueAt(text, ['tags'])?.value
  return Array.isArray(known) && known.length > 1 ? removeAt(text, ['tags', index]) : removeAt(text, ['tags'])
}

function InputsLink({ children }: { children: ReactNode }) {
  const { setView } = useComposer()
  return (
    <button
      type="button"
      className="inline-flex h-6 items-center rounded-full border border-line px-2.5 text-xs text-muted hover:border-line-strong hover:text-text"
      onClick={() => setView('inputs')}
    >
      {children}
    </button>
  )
}

function SettingsButton({ count }: { count: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" className="h-6.5 text-sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <SlidersHorizontal size={13} aria-hidden="true" />
        Settings…
        {count === 0 ? null : (
          <span className="text-xs text-faint">
            {count}
            <span className="sr-only"> set</span>
          </span>
        )}
      </Button>
      {open ? (
        <Suspense>
          <ConfigDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function TestHead() {
  const { session, edit } = useComposer()
  const { outline, path, readOnly, checked } = useDocument(session)
  const older = checked?.older === true
  const fixed = readOnly || older
  const { tags, inputs, globals } = outline
  const globalCount = Object.keys(globals).length
  const setCount =
    inputs.kind === 'sets' ? inputs.sets.length : inputs.kind === 'file' ? (checked?.inputs.length ?? 0) : 0
  const name = outline.name ?? (older ? checked.name : '')
  const set = (key: 'name' | 'description') => (value: string) =>
    void edit(`changing the ${key}`, (text) => (value === '' ? removeAt(text, [key]) : setAt(text, [key], value)))
  return (
    <div className="mb-3.5">
      <h1 className="sr-only">{name === '' ? fileName(path) : name}</h1>
      <InlineText
        label="Name of the test"
        value={name}
        placeholder={fileName(path)}
        readOnly={fixed}
        className="text-xl font-bold tracking-tight"
        onChange={set('name')}
      />
      {fixed && outline.description === undefined ? null : (
        <InlineText
          label="Description"
          value={outline.description ?? ''}
          placeholder="Describe what this test proves"
          readOnly={fixed}
          className="text-muted"
          onChange={set('description')}
        />
      )}
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        <TagRow
          tags={tags}
          readOnly={fixed}
          onAdd={(added) => void edit('adding tags', (text) => addTags(text, added))}
          onRemove={(index) => void edit(`removing the tag '${tags[index]}'`, (text) => removeTag(text, index))}
        />
        {setCount === 0 ? null : <InputsLink>{countText(setCount, 'input set')}</InputsLink>}
        {globalCount === 0 ? null : <InputsLink>{countText(globalCount, 'global')}</InputsLink>}
        <span className="flex-1" />
        {older ? null : <SettingsButton count={Object.keys(outline.config).length} />}
        <ScheduleButton />
      </div>
    </div>
  )
}

/** A snippet has no more than a name, which is that of its file. */
export function TestSettings() {
  const { kind, path } = useDocument(useComposer().session)
  if (kind === 'snippet') return <h1 className="mb-2 text-xl font-bold tracking-tight">{fileName(path)}</h1>
  return <TestHead />
}
