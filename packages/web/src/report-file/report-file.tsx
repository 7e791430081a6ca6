/** The page around a report in a file: where we are, the report, theme and shortcuts. */
import { Moon, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type Theme, useChoice } from '../app/choices.ts'
import { visibleText } from '../features/report/pretty.ts'
import { ReportView, type ShownRun, shownTest } from '../features/report/report-view.tsx'
import { Keys } from '../ui/keys.tsx'
import { Toasts } from '../ui/toast.tsx'
import { countText } from '../ui/words.ts'
import { addressOf, partOf } from './file-place.ts'

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

function ThemeButton() {
  const [theme, setTheme] = useChoice<Theme>('theme', 'system')
  return (
    <button
      type="button"
      className="flex h-6 items-center gap-1.5 text-sm text-muted hover:text-text"
      onClick={() => setTheme(NEXT[theme])}
    >
      {theme === 'dark' ? <Moon size={13} aria-hidden="true" /> : <Sun size={13} aria-hidden="true" />}
      Theme: {theme}
    </button>
  )
}

const SHORTCUTS = [
  [['J', 'K'], 'next and previous'],
  [['←', '→'], 'close and open'],
  [['/'], 'search'],
] as const

const Shortcuts = () => (
  <footer className="flex items-center gap-4 border-t border-line bg-panel px-3.5 text-sm text-muted print:hidden">
    {SHORTCUTS.map(([keys, words]) => (
      <span key={words} className="flex items-center gap-1">
        {keys.map((one) => (
          <Keys key={one} keys={one} />
        ))}
        <span className="ml-1">{words}</span>
      </span>
    ))}
  </footer>
)

export function ReportFile({ run }: { run: ShownRun }) {
  const [address] = useLocation()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [wantedTest, set, step] = partOf(address)
  const { report } = run
  const test = shownTest(report, wantedTest)
  const several = report.tests.length > 1
  const title = visibleText(test?.name ?? report.project ?? 'Report')
  useEffect(() => {
    document.title = `${title} · Merlon`
  }, [title])
  useEffect(() => {
    const [, , wantedStep] = partOf(address)
    if (wantedStep === undefined) scroller?.scrollTo(0, 0)
  }, [address, scroller])
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)_26px] bg-bg print:block print:h-auto">
      <header className="flex items-center gap-3 border-b border-line bg-panel px-3.5 print:hidden">
        <span className="flex items-center gap-2 font-semibold tracking-tight">
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path d="M1 17V5h3v3h3V5h4v3h3V5h3v12z" fill="var(--accent)" />
          </svg>
          {visibleText(report.project ?? 'Merlon')}
        </span>
        {several && test ? (
          <nav aria-label="Where you are" className="flex min-w-0 items-center gap-1.5 text-muted">
            <span aria-hidden="true">/</span>
            <Link href={addressOf()} className="whitespace-nowrap hover:text-text hover:underline">
              {countText(report.tests.length, 'test')}
            </Link>
            <span aria-hidden="true">/</span>
            <span className="truncate font-semibold text-text">{title}</span>
          </nav>
        ) : null}
        <span className="flex-1" />
        <ThemeButton />
      </header>
      <main
        ref={setScroller}
        tabIndex={-1}
        className="relative min-h-0 overflow-auto outline-none print:overflow-visible"
      >
        <div className="mx-auto max-w-290 px-6.5 pt-5 pb-16 print:max-w-none print:p-0">
          <ReportView run={run} wanted={{ test: wantedTest, set, step }} scroller={scroller} />
        </div>
      </main>
      <Shortcuts />
      <Toasts />
    </div>
  )
}
