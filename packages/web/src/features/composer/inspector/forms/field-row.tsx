/** One field of a form: its label, its control, what is wrong with it. */
import type { NamedField, RoleName } from '@merlon/protocol'
import { X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { IconButton } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { useTarget } from './target.ts'
import { SecretHint, VaultMenu } from './vault-offer.tsx'
import { FieldControl, widgetOf } from './widgets.tsx'
import { fieldTitle } from './words.ts'

/** What consists of parts is not emptied by emptying a control. */
const OF_PARTS = new Set<RoleName>(['object', 'either'])

/** What is chosen from a list is no text that could be kept elsewhere. */
const CHOSEN = new Set<RoleName>(['choice', 'boolean'])

const labelLook = 'text-sm font-medium text-muted'

export function FieldRow({
  field,
  path,
  head,
  onRemoved,
}: {
  field: NamedField
  path: readonly (string | number)[]
  /** In place of the label, which is then only said. */
  head?: ReactNode
  /** It was taken out of the form; without it, it cannot be. */
  onRemoved?: () => void
}) {
  const target = useTarget()
  const id = useId()
  const { group } = widgetOf(field)
  const title = fieldTitle(field)
  const look = head === undefined ? labelLook : 'sr-only'
  const removable = onRemoved !== undefined && OF_PARTS.has(field.role) && !field.required && !target.readOnly
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
      <span className="ml-auto">
        {group || head === null || CHOSEN.has(field.role) ? null : <VaultMenu path={path} name={field.name} />}
      </span>
      {removable ? (
        <IconButton
          label={`Remove ${title}`}
          icon={<X size={13} aria-hidden="true" />}
          data-remove=""
          className="-my-1"
          onClick={() => {
            if (target.read(path) !== undefined) target.write(path, { value: undefined })
            onRemoved()
          }}
        />
      ) : null}
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
  const name = `group/field relative mb-3 ${error === undefined || OF_PARTS.has(field.role) ? '' : '[&_input]:border-fail'}`
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
