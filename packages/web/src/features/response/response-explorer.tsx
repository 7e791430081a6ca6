/** The answer to a step: its body as a tree to work from, as text, its headers, cookies and times. */
import { curlOf } from '@merlon/protocol'
import { Ellipsis } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { addresses } from '../../app/addresses.ts'
import { useChoice } from '../../app/choices.ts'
import type { StepId } from '../../document/session.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { copyText } from '../../ui/clipboard.ts'
import { Menu } from '../../ui/menu.tsx'
import { outcomeText } from '../../ui/outcome.tsx'
import { toast } from '../../ui/toast.tsx'
import { durationText, sizeText } from '../../ui/words.ts'
import { type StepResult, useComposer } from '../composer/composer.ts'
import { HeaderTable } from '../report/exchange.tsx'
import { visibleText } from '../report/pretty.ts'
import { TimingTable } from '../report/waterfall.tsx'
import { BodyTreeView } from './body-tree-view.tsx'
import { cookiesOf } from './cookies.ts'
import { RawView } from './raw-view.tsx'
import { saveRequest } from './save-request.ts'
import { type LoadedBody, useBody } from './use-body.ts'
import { useWriting, type Writing } from './use-writing.ts'

const GenerateDialog = lazy(() => import('./generate-dialog.tsx').then((part) => ({ default: part.GenerateDialog })))

type View = 'tree' | 'raw' | 'headers' | 'cookies' | 'timing'

const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'tree', label: 'Tree' },
  { value: 'raw', label: 'Raw' },
  { value: 'headers', label: 'Headers' },
  { value: 'cookies', label: 'Cookies' },
  { value: 'timing', label: 'Timing' },
]

function withErrors(work: () => Promise<void>): () => void {
  return () => {
    work().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error
      toast(error.message, { tone: 'fail' })
    })
  }
}

/** What can be done with the request behind the answer. */
function useRequestActions({ run, step }: StepResult, id: StepId | undefined) {
  const { session } = useComposer()
  const [, go] = useLocation()
  const copyCurl = async (): Promise<void> => {
    const { request } = step
    if (!request) return
    const body = request.body && (await call('runBody', { run, hash: request.body.hash }))
    await copyText(curlOf(request, body), 'the request as curl')
  }
  const save = async (): Promise<void> => {
    const outlined = id === undefined ? undefined : session.step(id)
    if (!outlined) return
    const path = await saveRequest(session.current.text, outlined, step.label)
    toast(`Saved as ${path}`, { action: { label: 'Open', run: () => go(addresses.request(path)) } })
  }
  const isSaved = session.current.kind === 'request'
  return [
    { label: 'Copy as curl', onSelect: withErrors(copyCurl) },
    ...(id === undefined || isSaved ? [] : [{ label: 'Save the request', onSelect: withErrors(save) }]),
  ]
}

function StatusLine({ result, id, aside }: { result: StepResult; id: StepId | undefined; aside: ReactNode }) {
  const { response, status, request } = result.step
  const actions = useRequestActions(result, id)
  const outcome = status ?? 'running'
  const sign = { passed: '✓', failed: '!', errored: '×', warned: '~' }[outcome as 'passed'] ?? '' // others have none
  const answered = response !== undefined && response.status > 0
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-2.5">
      <span className={`text-lg font-semibold ${outcomeText(outcome)}`}>
        <span aria-hidden="true">{sign} </span>
        <span className="sr-only">{outcome}: </span>
        {answered ? `${response.status} ${response.statusText ?? ''}` : 'No answer'}
      </span>
      {answered ? (
        <span className="text-muted">
          {durationText(response.metrics.overall)}
          {response.size === undefined ? '' : ` · ${sizeText(response.size)}`}
        </span>
      ) : null}
      <span className="ml-auto flex items-center gap-1">
        {aside}
        {request ? (
          <Menu trigger={<IconButton label="More about the request" icon={<Ellipsis size={15} />} />} items={actions} />
        ) : null}
      </span>
    </div>
  )
}

function BodyPart({
  loaded,
  view,
  writing,
}: {
  loaded: LoadedBody
  view: 'tree' | 'raw'
  writing: Writing | undefined
}) {
  const { is, body, tree, problem } = loaded
  if (is === 'none') return <p className="text-faint">The answer has no body.</p>
  if (is === 'gone') return <p className="text-muted">The body is not kept any more. Send the step again to see it.</p>
  if (is === 'loading' || !body) return <div className="h-24 animate-pulse rounded-lg bg-sunken" />
  const cut = body.cut ? (
    <p className="mb-1.5 text-sm text-warn">Only the beginning of {sizeText(body.size)} is in the report.</p>
  ) : null
  if (view === 'raw' || body.text === undefined || body.cut)
    return (
      <>
        {cut}
        <RawView body={body} />
      </>
    )
  if (!tree) return <div className="h-24 animate-pulse rounded-lg bg-sunken" />
  return (
    <>
      {problem === undefined ? null : <p className="mb-1.5 text-sm text-warn">{problem}</p>}
      <BodyTreeView
        key={body.text.length.toString()}
        root={tree}
        writing={problem === undefined ? writing : undefined}
      />
    </>
  )
}

function Cookies({ result }: { result: StepResult }) {
  const cookies = cookiesOf(result.step.response?.headers ?? [])
  if (cookies.length === 0) return <p className="text-faint">The answer sets no cookies.</p>
  return (
    <ul>
      {cookies.map(({ name, value, attributes }, at) => (
        <li key={`${at.toString()} ${name}`} className="mb-1.5 font-mono text-sm">
          <span className="text-muted">{visibleText(name)}</span>{' '}
          <span className="break-all">{visibleText(value)}</span>
          <span className="block text-faint">{visibleText(attributes.join(' · '))}</span>
        </li>
      ))}
    </ul>
  )
}

/** `step` is where steps are written that the answer suggests; without it, one can only look. */
export function ResponseExplorer({ result, step: id }: { result: StepResult; step?: StepId | undefined }) {
  const [view, setView] = useChoice<View>('response.view', 'tree')
  const [generating, setGenerating] = useState(false)
  const writing = useWriting(id)
  const { response } = result.step
  const loaded = useBody(result.run, response?.body)
  if (!response) return <StatusLine result={result} id={id} aside={null} />
  const canGenerate = writing !== undefined && loaded.body?.text !== undefined && loaded.body.cut !== true
  return (
    <section aria-label="Response">
      <StatusLine
        result={result}
        id={id}
        aside={
          canGenerate ? (
            <Button look="link" onClick={() => setGenerating(true)}>
              Generate assertions
            </Button>
          ) : null
        }
      />
      <div role="tablist" aria-label="Part of the response" className="mb-2 flex gap-3.5">
        {VIEWS.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            role="tab"
            aria-selected={value === view}
            className="min-h-6 text-sm text-muted hover:text-text aria-selected:font-semibold aria-selected:text-text"
            onClick={() => setView(value)}
          >
            {label}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={VIEWS.find(({ value }) => value === view)?.label}>
        {view === 'tree' || view === 'raw' ? <BodyPart loaded={loaded} view={view} writing={writing} /> : null}
        {view === 'headers' ? <HeaderTable headers={response.headers} /> : null}
        {view === 'cookies' ? <Cookies result={result} /> : null}
        {view === 'timing' ? <TimingTable metrics={response.metrics} /> : null}
      </div>
      {response.redirects.length > 0 ? (
        <p className="mt-2 text-sm break-all text-muted">
          After {response.redirects.map(({ status, url }) => `${status} ${visibleText(url)}`).join(', ')}
        </p>
      ) : null}
      {generating && writing ? (
        <Suspense fallback={null}>
          <GenerateDialog result={result} writing={writing} onClose={() => setGenerating(false)} />
        </Suspense>
      ) : null}
    </section>
  )
}
