import type { ReactNode } from 'react'

/** One part of the story of a step. */
export const Card = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <section aria-label={title} className="min-w-0 rounded-lg border border-line bg-raised">
    <h4 className="flex items-center gap-3 border-b border-line px-3 py-1.5 text-sm font-semibold text-muted">
      <span className="flex-1">{title}</span>
      {aside === undefined ? null : <span className="font-normal">{aside}</span>}
    </h4>
    <div className="p-3">{children}</div>
  </section>
)
