/** One field of a form: its label, its control, what is wrong with it. */
import type { NamedField } from '@merlon/protocol'
import { type ReactNode, useId } from 'react'
import { classNames } from '../../../../ui/class-names.ts'
import { useTarget } from './target.ts'
import { SecretHint, VaultMenu } from './vault-offer.tsx'
import { FieldControl, widgetOf } from './widgets.tsx'
import { fieldTitle } from './words.ts'

const labelLook = 'text-sm font-medium text-muted'

export function FieldRow({
  field,
  path,
  head,
}: {
  field: NamedField
  path: readonly (string | number)[]
  /** In place of the label, which is then only said. */
  head?: ReactNode
}) {
  const target = useTarget()
  const id = useId()
  const { group } = widgetOf(field)
  const title = fieldTitle(field)
  const look = head === undefined ? labelLook : 'sr-only'
  const error = target.errorAt(path)
  const hint = field.required && target.read(path) === undefined ? field.summary : undefined
  const about = error ?? hint
  const control = {
    ...(group ? {} : { id }),
    ...(about === undefined ? {} : { 'aria-describedby': `${id}-about` }),
    ...(error === undefined ? {} : { 'aria-invalid': true as const }),
  }
  const top = (label: ReactNode): ReactNode => (
    <div className={head === null ? '' : 'mb-1 flex min-h-5 items-center gap-2'}>
      {label}
      {head}
      <span className="ml-auto">{group || head === null ? null : <VaultMenu path={path} name={field.name} />}</span>
    </div>
  )
  const body = (
    <>
      <FieldControl field={field} path={path} label={title} control={control} titled={head === undefined} />
      {about === undefined ? null : (
        <p id={`${id}-about`} className={classNames('mt-1 text-sm', error === undefined ? 'text-faint' : 'text-fail')}>
          {about}
        </p>
      )}
      {field.role === 'map' || field.asked === 'entries' ? null : <SecretHint path={path} />}
    </>
  )
  const name = `group/field relative mb-3 ${error === undefined ? '' : '[&_input]:border-fail'}`
  return group ? (
    <fieldset data-field={field.name} className={name} aria-labelledby={`${id}-label`}>
      {top(
        <span id={`${id}-label`} className={look} title={field.summary}>
          {title}
        </span>,
      )}
      {body}
    </fieldset>
  ) : (
    <div data-field={field.name} className={name}>
      {top(
        <label htmlFor={id} className={look} title={field.summary}>
          {title}
        </label>,
      )}
      {body}
    </div>
  )
}
