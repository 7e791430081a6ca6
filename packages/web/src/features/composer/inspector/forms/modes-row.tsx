/** Fields of which at most one is written: a choice, and the field that is chosen. */
import type { NamedField } from '@merlon/protocol'
import { useState } from 'react'
import { Select } from '../../../../ui/field.tsx'
import { Segmented } from '../../../../ui/segmented.tsx'
import { FieldRow } from './field-row.tsx'
import { carried, carriedFields } from './modes.ts'
import { useTarget } from './target.ts'
import { fieldTitle } from './words.ts'

const NONE = ''

interface ModesProps {
  readonly fields: readonly NamedField[]
  /** One of them must be there. */
  readonly needed: boolean
  /** Of the map that they stand in. */
  readonly path: readonly (string | number)[]
}

export function ModesRow({ fields, needed, path }: ModesProps) {
  const target = useTarget()
  const [picked, pick] = useState<string>()
  const written = fields.find(({ name }) => target.read([...path, name]) !== undefined)
  const chosen = written ?? fields.find(({ name }) => name === picked) ?? (needed ? fields[0] : undefined)
  const change = (name: string): void => {
    if (target.readOnly || name === chosen?.name) return
    pick(name)
    const to = fields.find((one) => one.name === name)
    const before = written && target.read([...path, written.name])
    const value =
      to?.role === 'object' ? carriedFields(before, to) : written && to && carried(before, written.role, to.role)
    if (written) target.write([...path, written.name], { value: undefined })
    if (to && value !== undefined) target.write([...path, to.name], { value })
  }
  if (needed)
    return chosen ? (
      <FieldRow
        key={chosen.name}
        field={chosen}
        path={[...path, chosen.name]}
        head={
          <Select
            aria-label="Said as"
            className="-ml-1 h-6! w-auto! border-transparent! bg-transparent px-0! py-0! text-sm font-medium text-muted"
            value={chosen.name}
            disabled={target.readOnly}
            options={fields.map((field) => ({ value: field.name, label: fieldTitle(field) }))}
            onChange={(event) => change(event.target.value)}
          />
        }
      />
    ) : null
  return (
    <div className="mb-3">
      <div className="mb-1.5 flex overflow-x-auto">
        <Segmented
          label={`One of ${fields.map(fieldTitle).join(', ')}`}
          value={chosen?.name ?? NONE}
          options={[
            { value: NONE, label: 'None' },
            ...fields.map((field) => ({ value: field.name, label: fieldTitle(field) })),
          ]}
          onChange={change}
        />
      </div>
      {chosen ? <FieldRow key={chosen.name} field={chosen} path={[...path, chosen.name]} head={null} /> : null}
    </div>
  )
}
