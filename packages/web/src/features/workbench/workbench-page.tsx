/** The request workbench: one request without a test, sent and looked at; saved ones in folders. */
import { Terminal, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { useAnswer, useLanguage, useProject } from '../../api/queries.ts'
import { addresses, fileAt } from '../../app/addresses.ts'
import { useCommands } from '../../app/commands.ts'
import { Page } from '../../app/page.tsx'
import { useOpenDocument } from '../../document/open.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Message } from '../../ui/message.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Language } from '../composer/composer.ts'
import { CurlDialog } from './curl-dialog.tsx'
import { RequestList, titleOf } from './request-list.tsx'
import { RequestView, useCurlPaste } from './request-view.tsx'
import { clearScratch, isCurl, scratchRequest, takeCurl } from './scratch.ts'

interface Around {
  readonly language: Language
  readonly list: ReactNode
  readonly tools: ReactNode
}

function Saved({ path, title, language, list, tools }: Around & { path: string; title: string }) {
  const open = useOpenDocument(path, language.catalog)
  if (open.is === 'open' && open.session.current.path === path)
    return <RequestView session={open.session} language={language} title={title} saved list={list} tools={tools} />
  return (
    <Page crumbs={[{ label: 'Requests', to: addresses.requests }, { label: title }]}>
      <div className="flex min-h-0 flex-1">
        {list}
        <div className="min-w-0 flex-1">{open.is === 'failed' ? <Failure error={open.error} /> : <Skeleton />}</div>
      </div>
    </Page>
  )
}

/** What deserves a look after a curl command was read. */
const CurlNotes = ({ notes, onClose }: { notes: readonly string[]; onClose: () => void }) => (
  <div role="status" className="mb-2 flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-1.5 text-sm">
    <ul className="min-w-0 flex-1 wrap-anywhere">
      {notes.map((note) => (
        <li key={note} className="py-0.5 first-letter:uppercase">
          <Message text={note} />
        </li>
      ))}
    </ul>
    <IconButton label="Close" icon={<X size={14} />} onClick={onClose} />
  </div>
)

function Missing({ list }: { list: ReactNode }) {
  const [, go] = useLocation()
  return (
    <Page crumbs={[{ label: 'Requests', to: addresses.requests }, { label: 'not there' }]}>
      <div className="flex min-h-0 flex-1">
        {list}
        <div className="min-w-0 flex-1">
          <Empty
            title="There is no request here"
            actions={<Button onClick={() => go(addresses.requests)}>Go to the unsaved request</Button>}
          >
            It may have been moved or deleted.
          </Empty>
        </div>
      </div>
    </Page>
  )
}

function Workbench({ rest, language }: { rest: string | undefined; language: Language }) {
  const { data } = useAnswer('listFiles', {})
  const { data: project } = useProject()
  const [, go] = useLocation()
  const [pasting, setPasting] = useState(false)
  const [notes, setNotes] = useState<readonly string[]>([])
  const files = data?.files ?? []
  const entries = files.filter(({ kind }) => kind === 'request')
  const paths = files.map(({ path }) => path)
  const scratch = scratchRequest(language.catalog, paths)
  const path = rest === undefined || rest === '' ? undefined : fileAt(rest, 'requests', paths)
  const isUnsaved = rest === undefined || rest === ''
  const take = async (text: string): Promise<string | undefined> => {
    const taken = await takeCurl(text, scratch)
    if ('problem' in taken) return taken.problem
    setNotes(taken.notes)
    if (!isUnsaved) go(addresses.requests)
    return undefined
  }
  useCurlPaste((text) => {
    void take(text).then((refused) => {
      toast(refused ?? 'The curl command is the request now', refused === undefined ? {} : { tone: 'fail' })
    })
  }, isCurl)
  const clear = (): void => {
    clearScratch(language.catalog)
    setNotes([])
  }
  const begin = (): void => {
    clear()
    go(addresses.requests)
  }
  useCommands([
    { id: 'new-request', title: 'New request', group: 'Requests', keys: 'N', run: begin },
    { id: 'from-curl', title: 'From a curl command…', group: 'Requests', run: () => setPasting(true) },
  ])
  const list = <RequestList entries={entries} shown={path} readOnly={project?.readOnly ?? true} onNew={begin} />
  const tools = (
    <Button look="quiet" onClick={() => setPasting(true)}>
      <Terminal size={14} aria-hidden="true" /> From curl…
    </Button>
  )
  const entry = entries.find((one) => one.path === path)
  return (
    <>
      {isUnsaved ? (
        <RequestView
          key={scratch.current.path}
          session={scratch}
          language={language}
          title="Unsaved request"
          saved={false}
          onSaved={clear}
          about={notes.length > 0 ? <CurlNotes notes={notes} onClose={() => setNotes([])} /> : null}
          list={list}
          tools={tools}
        />
      ) : entry ? (
        <Saved
          key={entry.path}
          path={entry.path}
          title={titleOf(entry)}
          language={language}
          list={list}
          tools={tools}
        />
      ) : (
        <Missing list={list} />
      )}
      {pasting ? <CurlDialog onTake={take} onClose={() => setPasting(false)} /> : null}
    </>
  )
}

export default function WorkbenchPage({ rest }: { rest: string | undefined }) {
  const files = useAnswer('listFiles', {})
  const language = useLanguage()
  const error = files.error ?? language.error
  if (!error && files.data && language.data) return <Workbench rest={rest} language={language.data} />
  return (
    <Page crumbs={[{ label: 'Requests' }]}>
      {error ? (
        <Failure
          error={error}
          onRetry={() => {
            void files.refetch()
            void language.refetch()
          }}
        />
      ) : (
        <Skeleton />
      )}
    </Page>
  )
}
