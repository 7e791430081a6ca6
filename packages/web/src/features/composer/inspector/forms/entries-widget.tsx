/** A map as a table of names and values, such as headers. Anything else that is written there stays as it is written. */
import { isReserved } from '@merlon/language'
import type { FieldDocument } from '@merlon/protocol'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { TextInput } from '../../../../ui/field.tsx'
import { useNested } from './nested.ts'
import { TargetContext, useKeptTarget, useTarget } from './target.ts'
import { addLook, ValueWidget, type WidgetProps } from './text-widgets.tsx'
import { SecretHint, VaultMenu } from './vault-offer.tsx'
import { isStructure, pastedEntries, plainEntries } from './written.ts'

const ANY: FieldDocument = { role: 'value', summary: '', takes: '' }

type Path = WidgetProps['path']

interface RowProps {
  readonly path: Path
  readonly label: string
  /** Empty for the row that is being added. */
  readonly name: string
  readonly names: readonly string[]
  readonly items: FieldDocument
  readonly isName: boolean
  readonly onAdded: () => void
  readonly onRemove: () => void
}

/** The name of an entry: written when it is done, since half a name may be another one. */
function NameInput({ path, label, name, names, isName, onAdded }: RowProps) {
  const target = useTarget()
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const done = (text: string): void => {
    const wanted = text.trim()
    if (typed === undefined || wanted === name || wanted === '') {
      setTyped(undefined)
      setProblem(undefined)
      return
    }
    if (names.includes(wanted)) setProblem(`there is ${wanted} already`)
    else if (isName && isReserved(wanted)) setProblem(`${wanted} means something in code; choose another name`)
    else {
      if (name === '') {
        target.write([...path, wanted], { value: '' })
        onAdded()
      } else target.rename([...path, name], wanted)
      setTyped(undefined)
      setProblem(undefined)
    }
  }
  const paste = (text: string): boolean => {
    const entries = name === '' ? pastedEntries(text) : undefined
    if (!entries) return false
    for (const [key, value] of entries) target.write([...path, key], { value })
    setTyped(undefined)
    onAdded()
    return true
  }
  return (
    <div className="min-w-0 flex-[2]">
      <TextInput
        aria-label={`${label}: name`}
        className="font-mono text-sm"
        placeholder="name"
        value={typed ?? name}
        readOnly={target.readOnly}
        {...(problem === undefined ? {} : { 'aria-invalid': true })}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => done(event.target.value)}
        // With Tab, so that the value is there to go to.
        onKeyDown={({ key, currentTarget }) => (key === 'Enter' || key === 'Tab') && done(currentTarget.value)}
        onPaste={(event) => {
          if (paste(event.clipboardData.getData('text/plain'))) event.preventDefault()
        }}
      />
      {problem === undefined ? null : <p className="mt-1 text-sm text-fail">{problem}</p>}
    </div>
  )
}

function Row(props: RowProps) {
  const { path, label, name, items, onRemove } = props
  const { Control } = useNested()
  const { readOnly } = useTarget()
  const kept = useKeptTarget()
  const value = [...path, name]
  return (
    <div className="group/field mb-1">
      <div className="flex items-start gap-1">
        <NameInput {...props} />
        <div className="min-w-0 flex-[3]">
          {name === '' ? (
            <TextInput aria-label={`${label}: value`} placeholder="value" disabled />
          ) : (
            <TargetContext value={kept}>
              <Control field={items} path={value} label={name} control={{ 'aria-label': `${label} ${name}` }} />
            </TargetContext>
          )}
        </div>
        {name === '' ? null : <VaultMenu path={value} name={name} />}
        {readOnly ? null : (
          <IconButton
            label={name === '' ? 'Leave out' : `Remove ${name}`}
            icon={<X size={13} aria-hidden="true" />}
            className="mt-0.5"
            onClick={onRemove}
          />
        )}
      </div>
      {name === '' ? null : <SecretHint path={value} />}
    </div>
  )
}

export function EntriesWidget(props: WidgetProps) {
  const { field, path, label } = props
  const target = useTarget()
  const [adding, setAdding] = useState(false)
  const written = target.read(path)
  const isMap = field.role === 'map'
  const entries = isMap && isStructure(written) ? Object.entries(written) : plainEntries(written)
  if (!entries) return <ValueWidget {...props} field={ANY} />
  const names = entries.map(([name]) => name)
  const rows = adding ? [...names, ''] : names
  return (
    <>
      {rows.map((name, at) => (
        <Row
          // The row that is being added becomes the one that was added, with the focus in it.
          key={at.toString()}
          path={path}
          label={label}
          name={name}
          names={names}
          items={field.items ?? ANY}
          isName={field.keys === 'variables'}
          onAdded={() => setAdding(false)}
          onRemove={() => {
            if (name === '') setAdding(false)
            else target.write([...path, name], { value: undefined })
          }}
        />
      ))}
      {target.readOnly ? null : (
        <Button look="link" className={addLook(props)} disabled={adding} onClick={() => setAdding(true)}>
          <Plus size={13} aria-hidden="true" />
          <span>
            Add <span className="sr-only">to {label.toLowerCase()}</span>
          </span>
        </Button>
      )}
    </>
  )
}
