import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { forget, useAnswer } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { closeNewTest } from '../../app/new-test.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { fileName } from './scalar-text.ts'
import { templates } from './templates.ts'

const FORBIDDEN = /[\\:*?"<>|]|(^|\/)\.|\/\/|^\/|\/$/

function pathOf(folder: string, name: string): string {
  const inside = folder.trim().replace(/^tests\/?/, '')
  return `tests/${inside === '' ? '' : `${inside}/`}${fileName(name)}.yaml`
}

function BeginWith({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  return (
    <fieldset className="mb-4">
      <legend className="mb-1 text-sm font-medium text-muted">Begin with</legend>
      {templates.map(({ id, title, summary }) => (
        <label
          key={id}
          className="flex min-h-8 cursor-pointer items-baseline gap-2.5 rounded-md px-2 py-1 hover:bg-sunken"
        >
          <input
            type="radio"
            name="template"
            value={id}
            checked={chosen === id}
            onChange={() => onChoose(id)}
            className="accent-accent"
          />
          <span className="w-44 shrink-0 font-medium">{title}</span>
          <span className="text-muted">{summary}</span>
        </label>
      ))}
    </fieldset>
  )
}

function NewTest() {
  const [name, setName] = useState('')
  const [folder, setFolder] = useState('')
  const [template, setTemplate] = useState('empty')
  const [problem, setProblem] = useState<string>()
  const [, go] = useLocation()
  const { data } = useAnswer('listTests', {})
  const folders = useId()
  const known = [...new Set((data?.tests ?? []).map(({ path }) => path.split('/').slice(1, -1).join('/')))].filter(
    Boolean,
  )
  const path = pathOf(folder, name)
  const wrongFolder = FORBIDDEN.test(folder.trim())
    ? 'a folder is letters, digits, - and _, with / between folders'
    : undefined
  const create = async (): Promise<void> => {
    const text = templates.find(({ id }) => id === template)?.text(name.trim() || 'New test') ?? ''
    try {
      await call('writeFile', { path, body: { text, base: null } })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.problem.status === 409 ? `there is a test at ${path} already` : error.problem.title)
      return
    }
    forget('listTests', 'listFiles')
    closeNewTest()
    go(addresses.test(path))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '' && wrongFolder === undefined) void create()
      }}
    >
      <Field label="Name" {...(problem === undefined ? { hint: path } : { error: problem })}>
        {(control) => (
          <TextInput
            {...control}
            ref={(field) => field?.focus()}
            value={name}
            placeholder="What the test shows: a cart needs a token"
            onChange={(event) => {
              setName(event.target.value)
              setProblem(undefined)
            }}
          />
        )}
      </Field>
      <Field label="Folder" {...(wrongFolder === undefined ? {} : { error: wrongFolder })}>
        {(control) => (
          <>
            <TextInput
              {...control}
              list={folders}
              value={folder}
              placeholder="none"
              onChange={(event) => setFolder(event.target.value)}
            />
            <datalist id={folders}>
              {known.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <BeginWith chosen={template} onChoose={setTemplate} />
      <div className="flex justify-end gap-2 pb-3">
        <Button onClick={closeNewTest}>Cancel</Button>
        <Button look="primary" type="submit" disabled={name.trim() === '' || wrongFolder !== undefined}>
          Create test
        </Button>
      </div>
    </form>
  )
}

export default function NewTestDialog() {
  return (
    <Dialog open onClose={closeNewTest} title="New test" size="medium">
      <NewTest />
    </Dialog>
  )
}
