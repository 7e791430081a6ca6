/** The project beside every page: tests in their folders, snippets, environments, and the rest. */
import { ChevronDown, ChevronRight, Plus, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useAnswer } from '../api/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Keys } from '../ui/keys.tsx'
import { OutcomeDisc } from '../ui/outcome.tsx'
import { addresses } from './addresses.ts'
import { useChoice } from './choices.ts'
import { openNewTest } from './new-test.ts'
import { openPalette } from './palette.ts'
import { folderTree, type TestFolder } from './test-folders.ts'

function Entry({
  to,
  children,
  aside,
  level = 0,
}: {
  to: string
  children: ReactNode
  aside?: ReactNode
  level?: number
}) {
  const [location] = useLocation()
  // The router has decoded it already, and a name may hold a `%` of its own.
  const here = location === to || location === decodeURI(to)
  return (
    <Link
      href={to}
      aria-current={here ? 'page' : undefined}
      style={{ paddingLeft: 8 + level * 12 }}
      className={classNames(
        'flex h-6.5 items-center gap-2 rounded-md pr-2',
        here ? 'bg-accent-soft font-medium text-accent-text' : 'hover:bg-sunken',
      )}
    >
      {children}
      {aside === undefined ? null : <span className="ml-auto text-xs text-faint">{aside}</span>}
    </Link>
  )
}

const Heading = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="mt-3 mb-1 flex h-6 items-center px-2">
    <h2 className="flex-1 text-xs font-semibold tracking-wide text-faint uppercase">{children}</h2>
    {action}
  </div>
)

function Folder({ folder, level }: { folder: TestFolder; level: number }) {
  const [closed, setClosed] = useChoice<boolean>(`folder.${folder.path}`, false)
  return (
    <li>
      <button
        type="button"
        aria-expanded={!closed}
        onClick={() => setClosed(!closed)}
        style={{ paddingLeft: 6 + level * 12 }}
        className="flex h-6.5 w-full items-center gap-1.5 rounded-md pr-2 text-left text-muted hover:bg-sunken"
      >
        {closed ? <ChevronRight size={13} aria-hidden="true" /> : <ChevronDown size={13} aria-hidden="true" />}
        <span className="truncate">{folder.name}</span>
      </button>
      {closed ? null : <Entries folder={folder} level={level + 1} />}
    </li>
  )
}

const Entries = ({ folder, level }: { folder: TestFolder; level: number }) => (
  <ul>
    {folder.folders.map((one) => (
      <Folder key={one.path} folder={one} level={level} />
    ))}
    {folder.tests.map(({ path, name, outcomes, running, mistakes }) => (
      <li key={path}>
        <Entry to={addresses.test(path)} level={level} {...(mistakes > 0 ? { aside: 'mistakes' } : {})}>
          <OutcomeDisc outcome={running === undefined ? (outcomes[0]?.status ?? 'none') : 'running'} size={14} />
          <span className="truncate" title={name}>
            {name}
          </span>
        </Entry>
      </li>
    ))}
  </ul>
)

function FilesOfKind({ kind }: { kind: 'snippet' | 'environment' }) {
  const { data } = useAnswer('listFiles', {})
  const files = data?.files.filter((file) => file.kind === kind) ?? []
  return (
    <ul>
      {files.map(({ path, name }) => (
        <li key={path}>
          <Entry to={kind === 'snippet' ? addresses.snippet(path) : addresses.environment(name)}>
            <span className="truncate">{name}</span>
          </Entry>
        </li>
      ))}
      {data !== undefined && files.length === 0 ? (
        <li className="px-2 text-sm text-faint">{kind === 'snippet' ? 'No snippets yet' : 'No environments yet'}</li>
      ) : null}
    </ul>
  )
}

export function Sidebar() {
  const { data } = useAnswer('listTests', {})
  return (
    <nav aria-label="Project" className="min-h-0 overflow-auto border-r border-line bg-panel px-2 py-2.5">
      <button
        type="button"
        onClick={openPalette}
        className="flex h-7.5 w-full items-center gap-1.5 rounded-[7px] border border-line bg-sunken px-2 text-left whitespace-nowrap text-muted hover:border-line-strong"
      >
        <Search size={13} aria-hidden="true" className="shrink-0" />
        Search or jump to…
        <span className="ml-auto">
          <Keys keys="Mod+K" />
        </span>
      </button>
      <Heading action={<IconButton label="New test" icon={<Plus size={14} />} onClick={openNewTest} />}>Tests</Heading>
      <Entry to={addresses.tests}>All tests</Entry>
      {data === undefined ? null : <Entries folder={folderTree(data.tests)} level={0} />}
      <Heading>Snippets</Heading>
      <FilesOfKind kind="snippet" />
      <Heading>Environments</Heading>
      <FilesOfKind kind="environment" />
      <Heading>Project</Heading>
      <Entry to={addresses.requests}>Requests</Entry>
      <Entry to={addresses.vault}>Vault</Entry>
      <Entry to={addresses.files}>Files</Entry>
      <Entry to={addresses.runs}>Runs</Entry>
    </nav>
  )
}
