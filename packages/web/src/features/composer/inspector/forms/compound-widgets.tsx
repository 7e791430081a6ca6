/** Fields that hold others: lists, objects, and those that take one thing or another. */
import type { FieldDocument } from '@merlon/protocol'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { Segmented } from '../../../../ui/segmented.tsx'
import { useNested } from './nested.ts'
import { TargetContext, useKeptTarget, useTarget } from './target.ts'
import { addLook, ValueWidget, type WidgetProps } from './text-widgets.tsx'
import { alternativeTitle, titleOf } from './words.ts'
import { alternativeOf, enteredChoice, isStructure } from './written.ts'

/** What an item of a list begins as. */
function beginning({ role, fields = [] }: FieldDocument): unknown {
  if (role === 'object')
    return Object.fromEntries(fields.filter(({ required }) => required).map(({ name }) => [name, '']))
  return role === 'list' ? [] : role === 'map' ? {} : ''
}

export function ListWidget(props: WidgetProps) {
  const { field, path, label } = props
  const target = useTarget()
  const kept = useKeptTarget()
  const { Control } = useNested()
  const written = target.read(path)
  if (written !== undefined && !Array.isArray(written)) return <ValueWidget {...props} />
  const items: readonly unknown[] = written ?? []
  const of = field.items ?? { role: 'value', summary: '', takes: '' }
  const write = (next: readonly unknown[]): void => target.write(path, { value: next.length === 0 ? undefined : next })
  const swap = (at: number, other: number): void => write(items.with(at, items[other]).with(other, items[at]))
  return (
    <>
      <ol>
        {items.map((_, at) => (
          // Items have no identity but their place.
          <li key={at.toString()} className="mb-1.5 flex items-start gap-1">
            <div className="min-w-0 flex-1">
              <TargetContext value={of.role === 'object' ? target : kept}>
                <Control
                  field={of}
                  path={[...path, at]}
                  label={`${label} ${at + 1}`}
                  control={{ 'aria-label': `${label} ${at + 1}` }}
                />
              </TargetContext>
            </div>
            <IconButton
              label={`Move ${label.toLowerCase()} ${at + 1} up`}
              icon={<ArrowUp size={13} />}
              disabled={at === 0 || target.readOnly}
              onClick={() => swap(at, at - 1)}
            />
            <IconButton
              label={`Move ${label.toLowerCase()} ${at + 1} down`}
              icon={<ArrowDown size={13} />}
              disabled={at === items.length - 1 || target.readOnly}
              onClick={() => swap(at, at + 1)}
            />
            <IconButton
              label={`Remove ${label.toLowerCase()} ${at + 1}`}
              icon={<X size={13} />}
              disabled={target.readOnly}
              onClick={() => (items.length === 1 ? write([]) : target.write([...path, at], { value: undefined }))}
            />
          </li>
        ))}
      </ol>
      {target.readOnly ? null : (
        <Button
          look="link"
          className={addLook(props)}
          onClick={() => {
            if (items.length === 0) write([beginning(of)])
            else target.write([...path, items.length], { value: beginning(of) })
          }}
        >
          <Plus size={13} aria-hidden="true" />
          <span>
            Add <span className="sr-only">to {label.toLowerCase()}</span>
          </span>
        </Button>
      )}
    </>
  )
}

export function ObjectWidget(props: WidgetProps) {
  const { field, path } = props
  const target = useTarget()
  const { Fields } = useNested()
  const written = target.read(path)
  if (written !== undefined && written !== null && (!isStructure(written) || Array.isArray(written)))
    return <ValueWidget {...props} />
  // What is a choice between fields needs no frame around the one that is chosen.
  const isChoice = field.oneOf?.some((names) => names.length === field.fields?.length) === true
  return (
    <div className={isChoice ? '' : 'rounded-lg border border-line px-3 pt-2'}>
      <Fields object={field} path={path} />
    </div>
  )
}

/** The form that a field begins in: a text where it may be one. */
function firstOf(alternatives: readonly FieldDocument[]): number {
  return Math.max(
    0,
    alternatives.findIndex(({ role }) => role === 'template' || role === 'text' || role === 'value'),
  )
}

export function EitherWidget(props: WidgetProps) {
  const { field, path, label } = props
  const target = useTarget()
  const { Control } = useNested()
  const [picked, pick] = useState<number>()
  const alternatives = field.alternatives ?? []
  const written = target.read(path)
  const now = written === undefined ? (picked ?? firstOf(alternatives)) : alternativeOf(alternatives, written)
  const shown = alternatives[now]
  const change = (to: number): void => {
    pick(to)
    const [only, ...others] = alternatives[to]?.options ?? []
    target.write(path, others.length === 0 && only !== undefined ? enteredChoice(only) : { value: undefined })
  }
  return (
    <div>
      <div className="mb-1.5 flex">
        <Segmented
          label={`Kind of ${label.toLowerCase()}`}
          value={String(now)}
          options={alternatives.map((one, at) => ({
            value: String(at),
            label: alternativeTitle(one) || titleOf(one.role),
          }))}
          onChange={(at) => !target.readOnly && change(Number(at))}
        />
      </div>
      {shown && shown.options?.length !== 1 ? <Control {...props} field={shown} titled={false} /> : null}
    </div>
  )
}
