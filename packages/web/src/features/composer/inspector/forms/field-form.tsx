/** A form for fields, whatever they belong to: all of it is made from what the catalogue says of them. */
import type { FieldDocument, NamedField } from '@merlon/protocol'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { FieldRow } from './field-row.tsx'
import { type FormLayout, type FormPart, layoutOfFields, layoutOfObject, partKey } from './layout.ts'
import { ModesRow } from './modes-row.tsx'
import { type MoreField, MoreFields } from './more-fields.tsx'
import { type Nested, NestedContext } from './nested.ts'
import { type FormTarget, TargetContext, useTarget } from './target.ts'
import { FieldControl } from './widgets.tsx'
import { fieldTitle } from './words.ts'

type Path = readonly (string | number)[]

function Part({ part, path, onRemoved }: { part: FormPart; path: Path; onRemoved: () => void }) {
  return part.is === 'modes' ? (
    <ModesRow fields={part.fields} needed={part.needed} path={path} />
  ) : (
    <FieldRow field={part.field} path={[...path, part.field.name]} onRemoved={onRemoved} />
  )
}

const moreOf = (part: FormPart): MoreField =>
  part.is === 'field'
    ? { key: partKey(part), title: fieldTitle(part.field), summary: part.field.summary }
    : {
        key: partKey(part),
        title: part.fields.map(fieldTitle).join(', '),
        summary: 'One of these',
      }

interface PartsProps {
  readonly path: Path
  /** Of the fields that are written, or were while the form is there. */
  readonly layout: (kept: ReadonlySet<string>) => FormLayout
  readonly fields: readonly NamedField[]
  /** What else the form can show. */
  readonly extra?: readonly (MoreField & { readonly row: ReactNode; readonly shown: boolean })[]
}

/** Rows for what is shown, and a button for the rest. A field that is emptied stays while the form is there. */
function Parts({ path, layout, fields, extra = [] }: PartsProps) {
  const target = useTarget()
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  // How often each was taken out: it comes back as it was at first.
  const [removed, setRemoved] = useState<ReadonlyMap<string, number>>(new Map())
  const added = useRef<string>(undefined)
  const rows = useRef<HTMLDivElement>(null)
  const written = fields.filter(({ name }) => target.read([...path, name]) !== undefined).map(({ name }) => name)
  const shownExtra = extra.filter(({ shown }) => shown).map(({ key }) => key)
  const fresh = [...written, ...shownExtra].filter((name) => !kept.has(name))
  if (fresh.length > 0) setKept(new Set([...kept, ...fresh]))
  useEffect(() => {
    if (added.current === undefined) return
    const row = rows.current?.querySelector<HTMLElement>(`[data-part="${CSS.escape(added.current)}"]`)
    const control =
      row?.querySelector<HTMLElement>('input, textarea, select') ??
      row?.querySelector<HTMLElement>('button:not([data-remove])')
    control?.focus()
    added.current = undefined
  })
  const remove = (key: string): void => {
    setKept(new Set([...kept].filter((name) => name !== key)))
    setRemoved(new Map(removed).set(key, (removed.get(key) ?? 0) + 1))
  }
  const { shown, more } = layout(kept)
  const hidden = [...more.map(moreOf), ...extra.filter(({ key }) => !kept.has(key))]
  return (
    <div ref={rows}>
      {shown.map((part) => (
        <div key={`${partKey(part)} ${removed.get(partKey(part)) ?? 0}`} data-part={partKey(part)}>
          <Part part={part} path={path} onRemoved={() => remove(partKey(part))} />
        </div>
      ))}
      {extra
        .filter(({ key }) => kept.has(key))
        .map(({ key, row }) => (
          <div key={key} data-part={key}>
            {row}
          </div>
        ))}
      {hidden.length > 0 && !target.readOnly ? (
        <MoreFields
          fields={hidden}
          onAdd={(key) => {
            added.current = key
            setKept(new Set([...kept, ...key.split('|')]))
          }}
        />
      ) : null}
    </div>
  )
}

function NestedFields({ object, path }: { object: FieldDocument; path: Path }) {
  return <Parts path={path} fields={object.fields ?? []} layout={(kept) => layoutOfObject(object, kept)} />
}

const NESTED: Nested = { Control: FieldControl, Fields: NestedFields }

/** A form over a target. Without `layout`, what must be there and what is written is shown at once. */
export function FieldForm({
  target,
  fields,
  layout = (kept) => layoutOfFields(fields, kept),
  extra = [],
}: {
  target: FormTarget
  fields: readonly NamedField[]
  layout?: PartsProps['layout']
  extra?: PartsProps['extra']
}) {
  return (
    <TargetContext value={target}>
      <NestedContext value={NESTED}>
        <Parts path={[]} fields={fields} layout={layout} {...(extra ? { extra } : {})} />
      </NestedContext>
    </TargetContext>
  )
}
