import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export const inputLook =
  'w-full rounded-[7px] border border-field/60 bg-raised px-2.5 py-1 placeholder:text-faint hover:border-field aria-invalid:border-fail'

/** A control with its label, its explanation and what is wrong with it. The control gets the id that it is handed. */
export function Field({
  label,
  aside,
  hint,
  error,
  children,
}: {
  label: ReactNode
  aside?: ReactNode
  hint?: ReactNode
  error?: ReactNode
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}) {
  const id = useId()
  const about = error ?? hint
  return (
    <div className="mb-3">
      <div className="mb-1 flex items-baseline gap-2 text-sm text-muted">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside === undefined ? null : <span className="ml-auto">{aside}</span>}
      </div>
      {children({
        id,
        ...(about ? { 'aria-describedby': `${id}-about` } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {about ? (
        <p id={`${id}-about`} className={classNames('mt-1 text-sm', error ? 'text-fail' : 'text-faint')}>
          {about}
        </p>
      ) : null}
    </div>
  )
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input autoComplete="off" spellCheck={false} className={classNames(inputLook, 'h-7.5', className)} {...rest} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea spellCheck={false} className={classNames(inputLook, 'block resize-y', className)} {...rest} />
}

export function Checkbox({ label, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="checkbox" className="size-4 accent-accent" {...rest} />
      <span>{label}</span>
    </label>
  )
}

/** A choice from a list, with the browser's own control. */
export function Select({
  options,
  className,
  ...rest
}: ComponentProps<'select'> & { options: readonly { value: string; label: string }[] }) {
  return (
    <select className={classNames(inputLook, 'h-7.5', className)} {...rest}>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}
