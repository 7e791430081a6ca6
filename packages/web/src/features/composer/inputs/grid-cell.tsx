/** One cell of a table of values: what it says, or what is being typed into it. */
import { type KeyboardEvent, memo, type ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { cellText, kindOf } from './cells.ts'

const MOST = 200

const colors: Readonly<Record<string, string>> = {
  number: 'text-number',
  'true or false': 'text-number',
  null: 'text-number',
}

/** A value as it would be typed; a structure with its kind. */
export function ValueWords({ value }: { value: unknown }) {
  if (value === undefined) return <span className="font-sans text-faint">not set</span>
  const kind = kindOf(value)
  const text = cellText(value)
  const isText = typeof value === 'string'
  return (
    <>
      <span className={classNames('truncate', colors[kind], isText && text !== value && 'text-string')}>
        {text.slice(0, MOST)}
      </span>
      {typeof value === 'object' && value !== null ? (
        <span className="ml-auto shrink-0 pl-2 font-sans text-xs text-faint">{kind}</span>
      ) : isText && text !== value ? (
        <span className="ml-auto shrink-0 pl-2 font-sans text-xs text-faint">text</span>
      ) : null}
    </>
  )
}

export interface CellProps {
  readonly id: string
  /** What it names, where it is a name. */
  readonly heads: 'col' | 'row' | undefined
  readonly row: number
  readonly column: number
  /** Holds the focus of the table. */
  readonly active: boolean
  readonly marked: boolean
  readonly typing: string | undefined
  readonly readOnly: boolean
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
  /** Beside the content: a menu, a warning. */
  readonly aside?: ReactNode
  readonly onType: (text: string) => void
  readonly onTypingKey: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly onLeave: () => void
}

export const Cell = memo(function Cell(props: CellProps) {
  const { id, heads, row, column, active, marked, typing, readOnly, label, className, children, aside } = props
  const Element = heads === undefined ? 'td' : 'th'
  return (
    <Element
      id={id}
      {...(heads === undefined ? {} : { scope: heads })}
      data-cell={`${row}:${column}`}
      tabIndex={active && typing === undefined ? 0 : -1}
      aria-colindex={column + 2}
      aria-selected={marked}
      aria-readonly={readOnly}
      className={classNames(
        'group/cell relative flex font-normal h-8 min-w-0 items-center border-r border-b border-line last:border-r-0 px-2.5 outline-none focus:z-10 focus:outline-2 focus:-outline-offset-2 focus:outline-accent',
        marked && 'bg-accent-soft',
        className,
      )}
    >
      {typing === undefined ? (
        <>
          <span className="flex min-w-0 flex-1 items-baseline">{children}</span>
          {aside}
        </>
      ) : (
        <input
          // A cell that is typed into is where the focus is.
          ref={(input) => input?.focus()}
          aria-label={label}
          autoComplete="off"
          spellCheck={false}
          value={typing}
          onChange={({ target }) => props.onType(target.value)}
          onKeyDown={props.onTypingKey}
          onBlur={props.onLeave}
          className="absolute inset-0 z-20 h-full w-full bg-raised px-2.5 font-mono text-sm outline-2 -outline-offset-2 outline-accent"
        />
      )}
    </Element>
  )
})
