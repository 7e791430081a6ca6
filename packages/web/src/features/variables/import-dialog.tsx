/** Brings variables in from elsewhere: paste or choose a file, look at what was read, take over what is wanted. */
import { looksSecret } from '@merlon/language'
import { clean } from '@merlon/protocol'
import type { AnswerOf, Contract } from '@merlon/protocol/http'
import { useState } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, TextArea } from '../../ui/field.tsx'
import { Message } from '../../ui/message.tsx'
import { toast } from '../../ui/toast.tsx'
import { toggled } from '../../ui/toggled.ts'
import { countText } from '../../ui/words.ts'
import { focusAtFirst } from './focus-at-first.ts'
import { shownValue } from './typed-value.ts'
import { variablesIn } from './variable-edits.ts'
import { secretText, type VariableFile } from './variable-file.ts'

type Read = AnswerOf<Contract['readVariables']>
type ReadVariable = Read['variables'][number]

const LONGEST = 100

const wordsOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) throw error
  return [error.problem.title, error.problem.help].filter(Boolean).join('; ')
}

function Found({
  one,
  there,
  on,
  secret,
  onToggle,
  onSecret,
}: {
  one: ReadVariable
  there: boolean
  on: boolean
  secret: boolean
  onToggle: () => void
  onSecret: () => void
}) {
  return (
    <li className="flex min-h-8 items-center gap-3 border-t border-line first:border-t-0">
      <div className="w-52 shrink-0 truncate font-mono text-sm">
        <Checkbox label={clean(one.name)} checked={on} onChange={onToggle} />
      </div>
      <span className="min-w-0 flex-1 truncate font-mono text-sm text-muted">
        {secret ? '••••••' : clean(shownValue(one.value).text.slice(0, LONGEST))}
      </span>
      {there ? <span className="text-sm whitespace-nowrap text-warn">replaces what is there</span> : null}
      <Checkbox label="Secret" aria-label={`${one.name} is a secret`} checked={secret} onChange={onSecret} />
    </li>
  )
}

/** What is to be kept as a secret unless somebody says otherwise. */
const secretsAmong = (variables: readonly ReadVariable[], known: readonly string[]): ReadonlySet<string> =>
  new Set(
    variables
      .filter(
        ({ name, value, secret }) =>
          secret || known.includes(name) || (looksSecret(name) && secretText(value) !== undefined),
      )
      .map(({ name }) => name),
  )

function Source({
  problem,
  busy,
  onRead,
}: {
  problem: string | undefined
  busy: boolean
  onRead: (name: string, text: string) => void
}) {
  const [text, setText] = useState('')
  const take = async (file: File | undefined): Promise<void> => {
    if (file) onRead(file.name, await file.text())
  }
  return (
    <form
      id="read-variables"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files[0])
      }}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onRead('pasted', text)
      }}
    >
      <Field
        label="Variables"
        hint="JSON, CSV with name and value, YAML, .env, or a Postman environment"
        error={problem}
      >
        {(control) => (
          <TextArea
            {...control}
            ref={focusAtFirst}
            rows={10}
            className="font-mono text-sm"
            placeholder={'NAME=value\nOTHER=42'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex items-center gap-3 pb-2">
        <Button look="primary" type="submit" disabled={busy || text.trim() === ''}>
          Read
        </Button>
        <label className="flex items-center gap-2 text-muted">
          or a file, chosen or dropped here
          <input type="file" disabled={busy} onChange={(event) => void take(event.target.files?.[0])} />
        </label>
      </div>
    </form>
  )
}

function Preview({
  read,
  file,
  onBack,
  onClose,
}: {
  read: Read
  file: VariableFile
  onBack: () => void
  onClose: () => void
}) {
  const there = variablesIn(file.session.current.text)
  const known = new Set([...there.values.map(({ name }) => name), ...there.secrets])
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [secrets, setSecrets] = useState(() => secretsAmong(read.variables, there.secrets))
  const [problem, setProblem] = useState<string>()
  const wanted = read.variables.filter(({ name }) => !left.has(name))
  const take = async (): Promise<void> => {
    try {
      await file.merge(wanted.map(({ name, value }) => ({ name, value, secret: secrets.has(name) })))
      toast(`${countText(wanted.length, 'variable')} imported`)
      onClose()
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  return (
    <>
      <p className="mb-2 text-muted">
        {countText(read.variables.length, 'variable')} read as {read.kind}
      </p>
      {read.notes.length === 0 ? null : (
        <ul className="mb-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
          {read.notes.map((note) => (
            <li key={note}>
              <Message text={note} />
            </li>
          ))}
        </ul>
      )}
      <ul>
        {read.variables.map((one) => (
          <Found
            key={one.name}
            one={one}
            there={known.has(one.name)}
            on={!left.has(one.name)}
            secret={secrets.has(one.name)}
            onToggle={() => setLeft(toggled(left, one.name))}
            onSecret={() => setSecrets(toggled(secrets, one.name))}
          />
        ))}
      </ul>
      {problem === undefined ? null : (
        <p role="alert" className="py-2 text-fail">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2 py-3">
        <Button onClick={onBack}>Back</Button>
        <Button look="primary" disabled={wanted.length === 0} onClick={() => void take()}>
          Import {countText(wanted.length, 'variable')}
        </Button>
      </div>
    </>
  )
}

export function ImportVariablesDialog({ file, onClose }: { file: VariableFile; onClose: () => void }) {
  const [read, setRead] = useState<Read>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const ask = async (name: string, text: string): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      setRead(await call('readVariables', { body: { name, text } }))
    } catch (error) {
      setProblem(wordsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Import variables"
      description={`Into the ${file.place}; what is there beside them stays as it is.`}
      size="medium"
    >
      {read ? (
        <Preview read={read} file={file} onBack={() => setRead(undefined)} onClose={onClose} />
      ) : (
        <Source problem={problem} busy={busy} onRead={(name, text) => void ask(name, text)} />
      )}
    </Dialog>
  )
}
