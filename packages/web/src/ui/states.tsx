/** What a page shows when there is nothing, not yet something, or something went wrong. */
import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

/** Nothing is here: says why, and what to do next. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-110 flex-col items-center gap-2 px-6 py-12 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children === undefined ? null : <div className="text-muted">{children}</div>}
      {actions === undefined ? null : <div className="mt-2 flex gap-2">{actions}</div>}
    </div>
  )
}

const WIDTHS = ['100%', '88%', '76%', '94%', '82%', '70%']

/** Grey bars in the place of what is being fetched. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div role="status" aria-label="Loading" className={classNames('animate-pulse space-y-2 p-4', className)}>
      {WIDTHS.map((width) => (
        <div key={width} className="h-8 rounded-lg bg-sunken" style={{ width }} />
      ))}
    </div>
  )
}

/** What happened and what to do. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiError ? error.problem : undefined
  const title = problem?.title ?? 'something went wrong on this page'
  return (
    <div role="alert" className="mx-auto max-w-140 px-6 py-12">
      <h2 className="text-lg font-semibold text-fail first-letter:uppercase">{title}</h2>
      {problem?.help === undefined ? null : <p className="mt-1 text-muted first-letter:uppercase">{problem.help}</p>}
      {problem?.diagnostics.map((one) => (
        <p key={`${one.code}${one.message}`} className="mt-2 font-mono text-sm">
          {one.location ? `${one.location.file}:${one.location.line}:${one.location.column} ` : ''}
          {one.message}
        </p>
      ))}
      {onRetry === undefined ? null : (
        <Button className="mt-4" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
