import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

type Look = 'primary' | 'plain' | 'quiet' | 'link' | 'danger'

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent font-semibold px-3.5 hover:brightness-110',
  plain: 'border border-line-strong bg-raised px-3 hover:bg-sunken',
  quiet: 'px-2 text-muted hover:bg-sunken hover:text-text',
  link: 'px-0 text-accent-text font-medium hover:underline',
  danger: 'border border-line-strong bg-raised px-3 text-fail hover:bg-fail-soft',
}

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look
}

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(
        'inline-flex h-7.5 shrink-0 items-center justify-center gap-1.5 rounded-[7px] whitespace-nowrap disabled:opacity-50',
        looks[look],
        className,
      )}
      {...rest}
    />
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'title'> {
  /** Its name for those who do not see the icon, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly shortcut?: string
}

/** A button that is only an icon; at least 24 by 24 pixels. */
export function IconButton({ label, icon, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        className={classNames(
          'grid size-6.5 shrink-0 place-items-center rounded-md text-muted hover:bg-sunken hover:text-text disabled:opacity-50',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
