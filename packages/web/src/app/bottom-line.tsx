import { CircleHelp, Moon, Sun, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useOnline } from '../api/changes.ts'
import { useProject } from '../api/queries.ts'
import { type Theme, useChoice } from './choices.ts'
import { openHelp } from './help-sheet.tsx'

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

/** The line at the bottom of every page: what this page says, whether the server is there, theme and shortcuts. */
export function BottomLine({ children }: { children: ReactNode }) {
  const online = useOnline()
  const { data: project } = useProject()
  const [theme, setTheme] = useChoice<Theme>('theme', 'system')
  return (
    <footer className="col-span-2 flex items-center gap-4 border-t border-line bg-panel px-3.5 text-sm text-muted">
      {children}
      <span role="status" className="flex items-center gap-1.5">
        {online ? null : (
          <span className="flex items-center gap-1.5 font-medium text-fail">
            <WifiOff size={13} aria-hidden="true" /> The server does not answer. Nothing is lost: changes wait here.
          </span>
        )}
      </span>
      <span className="flex-1" />
      {project?.demoShop === undefined ? null : <span>Demo shop at {project.demoShop}</span>}
      <button
        type="button"
        className="flex h-6 items-center gap-1.5 hover:text-text"
        onClick={() => setTheme(NEXT[theme])}
      >
        {theme === 'dark' ? <Moon size={13} aria-hidden="true" /> : <Sun size={13} aria-hidden="true" />}
        Theme: {theme}
      </button>
      <button type="button" className="flex h-6 items-center gap-1.5 hover:text-text" onClick={openHelp}>
        <CircleHelp size={13} aria-hidden="true" />
        Shortcuts
      </button>
    </footer>
  )
}
