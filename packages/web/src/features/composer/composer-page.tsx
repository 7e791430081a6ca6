/** The page of a test or a snippet: finds its file, opens it, and says so where there is none. */
import { useLocation } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { forget, useAnswer, useLanguage } from '../../api/queries.ts'
import { addresses, fileAt } from '../../app/addresses.ts'
import { Page } from '../../app/page.tsx'
import { useOpenDocument } from '../../document/open.ts'
import { sessions } from '../../document/sessions.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Language } from './composer.ts'
import { ComposerView } from './composer-view.tsx'

const FOLDERS = { test: 'tests', snippet: 'snippets' } as const

type Kind = keyof typeof FOLDERS

/** The end of an address as people read it. */
function readable(rest: string): string {
  try {
    return decodeURIComponent(rest)
  } catch {
    return rest
  }
}

function Missing({ kind, rest }: { kind: Kind; rest: string }) {
  const [, go] = useLocation()
  const name = readable(rest)
  const path = `${FOLDERS[kind]}/${name}.yaml`
  const create = async (): Promise<void> => {
    const title = JSON.stringify(name.split('/').at(-1))
    const text = kind === 'test' ? `name: ${title}\n\nsteps: []\n` : '[]\n'
    try {
      await call('writeFile', { path, body: { text, base: null } })
      forget('listFiles', 'listTests')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast(error.message, { tone: 'fail' })
    }
  }
  return (
    <Page crumbs={[{ label: name }]}>
      <Empty
        title={`There is no ${kind} here`}
        actions={
          <>
            <Button onClick={() => go(addresses.tests)}>Go to all tests</Button>
            <Button look="primary" onClick={() => void create()}>
              Create {path}
            </Button>
          </>
        }
      >
        The project has no file {path}. It may have been moved or deleted.
      </Empty>
    </Page>
  )
}

/** The file that an address opens: of a test that is a folder of the older form, the one with its steps. */
function openedFile(kind: Kind, rest: string, paths: readonly string[]): string | undefined {
  const at = (end: string): string | undefined => fileAt(`${rest}${end}`, FOLDERS[kind], paths)
  return at('') ?? at('/unit') ?? at('/unit.xml')
}

const Waiting = ({ rest }: { rest: string }) => (
  <Page crumbs={[{ label: readable(rest).split('/').at(-1) ?? '' }]}>
    <Skeleton />
  </Page>
)

function Opened({ path, rest, language }: { path: string; rest: string; language: Language }) {
  const open = useOpenDocument(path, language.catalog)
  if (open.is === 'loading' || (open.is === 'open' && open.session.current.path !== path))
    return <Waiting rest={rest} />
  if (open.is === 'failed')
    return (
      <Page crumbs={[{ label: path }]}>
        <Failure error={open.error} onRetry={() => location.reload()} />
      </Page>
    )
  return <ComposerView key={path} session={open.session} language={language} />
}

export default function ComposerPage({ kind, rest = '' }: { kind: Kind; rest?: string | undefined }) {
  const files = useAnswer('listFiles', {})
  const language = useLanguage()
  const error = files.error ?? language.error
  // What is known stays when it cannot be asked for again: the server may be away for a while.
  if (error && !(files.data && language.data))
    return (
      <Page crumbs={[{ label: readable(rest) }]}>
        <Failure
          error={error}
          onRetry={() => {
            void files.refetch()
            void language.refetch()
          }}
        />
      </Page>
    )
  if (!files.data || !language.data) return <Waiting rest={rest} />
  // A file that was deleted while it is open stays open: what was typed is nowhere else.
  const path = openedFile(kind, rest, [...files.data.files.map((file) => file.path), ...sessions.keys()])
  return path === undefined ? (
    <Missing kind={kind} rest={rest} />
  ) : (
    <Opened path={path} rest={rest} language={language.data} />
  )
}
