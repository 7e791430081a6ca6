import type { ReactNode } from 'react'

export const Tag = ({ children }: { children: ReactNode }) => (
  <span className="inline-flex h-5 items-center rounded-full border border-line px-2 text-xs whitespace-nowrap text-muted">
    {children}
  </span>
)
