import { looksSecret } from '@merlon/language'
import { Plus } from 'lucide-react'
import { type Ref, useId, useRef, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, TextInput } from '../../ui/field.tsx'
import { readTyped } from './typed-value.ts'
import type { VariableFile } from './variable-file.ts'

/** The row below the table in which a variable is written. A name that speaks of a secret makes it one, until told otherwise. */
export function AddVariable({ file, nameField }: { file: VariableFile; nameField: Ref<HTMLInputElement> }) {
  const about = useId()
  const form = useRef<HTMLFormElement>(null)
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const [chosen, setChosen] = useState<boolean>()
  const [refused, setRefused] = useState<string>()
  const wanted = name.trim()
  const secret = chosen ?? looksSecret(wanted)
  const problem = file.nameProblem(wanted) ?? refused
  const ready = wanted !== '' && problem === undefined
  const add = async (): Promise<void> => {
    try {
      if (secret) await file.addSecret(wanted, value === '' ? undefined : value)
      else if (!file.set(wanted, readTyped(value))) return
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setRefused(error.message)
      return
    }
    setName('')
    setValue('')
    setChosen(undefined)
    form.current?.querySelector('input')?.focus()
  }
  return (
    <form
      ref={form}
      aria-label="Add a variable"
      className="border-t border-line px-3 py-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void add()
      }}
    >
      <div className="flex items-center gap-3">
        <div className="w-52 shrink-0">
          <TextInput
            ref={nameField}
            aria-label="Name"
            aria-describedby={about}
            aria-invalid={problem !== undefined}
            placeholder="name"
            className="font-mono text-sm"
            value={name}
            onChange={(event) => {
              setName(event.target.value)
              setRefused(undefined)
            }}
          />
        </div>
        <div className="min-w-0 flex-1">
          <TextInput
            aria-label="Value"
            type={secret ? 'password' : 'text'}
            autoComplete={secret ? 'new-password' : 'off'}
            placeholder={secret ? 'value, kept outside the file' : 'value'}
            className="font-mono text-sm"
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </div>
        <Checkbox label="Secret" checked={secret} onChange={(event) => setChosen(event.target.checked)} />
        <Button type="submit" disabled={!ready}>
          <Plus size={14} aria-hidden="true" /> Add
        </Button>
      </div>
      <p id={about} aria-live="polite" className={problem === undefined ? 'sr-only' : 'mt-1 text-sm text-fail'}>
        {problem}
      </p>
    </form>
  )
}
