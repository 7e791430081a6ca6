/** The frame of every page: header with crumbs and tools, the project beside it, the page, the line at the bottom. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useProject } from '../api/queries.ts'
import { addresses } from './addresses.ts'
import { BottomLine } from './bottom-line.tsx'
import { Sidebar } from './sidebar.tsx'

export interface PageProps {
  /** What follows the project's name; the last one is where we are. */
  readonly crumbs: readonly { readonly label: string; readonly to?: string }[]
  /** Beside the crumbs: pills. */
  readonly about?: ReactNode
  /** At the right of the header. */
  readonly tools?: ReactNode
  /** At the left of the bottom line. */
  readonly status?: ReactNode
  readonly children: ReactNode
}

export function Page({ crumbs, about, tools, status, children }: PageProps) {
  const { data: project } = useProject()
  const title = crumbs.at(-1)?.label
  document.title = title === undefined ? 'Merlon' : `${title} · Merlon`
  return (
    <div className="grid h-full grid-cols-[232px_minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)_26px] bg-bg">
      <a
        href="#main"
        className="absolute top-1 left-1 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <header className="col-span-2 flex items-center gap-3 border-b border-line bg-panel px-3.5">
        <Link href={addresses.tests} className="flex items-center gap-2 font-semibold tracking-tight">
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path d="M1 17V5h3v3h3V5h4v3h3V5h3v12z" fill="var(--accent)" />
          </svg>
          Merlon
        </Link>
        <nav aria-label="Where you are" className="flex min-w-0 items-center gap-1.5 text-muted">
          <Link href={addresses.tests} className="truncate hover:text-text">
            {project?.name ?? ' '}
          </Link>
          {crumbs.map(({ label, to }, at) => (
            <span key={`${label}${to ?? ''}`} className="flex min-w-0 items-center gap-1.5">
              <span aria-hidden="true">/</span>
              {to === undefined || at === crumbs.length - 1 ? (
                <span className={at === crumbs.length - 1 ? 'truncate font-semibold text-text' : 'truncate'}>
                  {label}
                </span>
              ) : (
                <Link href={to} className="truncate hover:text-text">
                  {label}
                </Link>
              )}
            </span>
          ))}
        </nav>
        {about}
        <div className="flex-1" />
        {tools}
      </header>
      <Sidebar />
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col outline-none">
        {children}
      </main>
      <BottomLine>{status}</BottomLine>
    </div>
  )
}
