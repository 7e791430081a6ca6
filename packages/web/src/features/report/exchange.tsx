/** One request and its response, for reading. */
import type { HeaderList, RequestRecord, ResponseRecord } from '@merlon/protocol'
import { useState } from 'react'
import { Segmented } from '../../ui/segmented.tsx'
import { durationText, sizeText } from '../../ui/words.ts'
import { cookiesOf } from '../response/cookies.ts'
import { answerText } from './answer.ts'
import { BodyView } from './body-view.tsx'
import { visibleText } from './pretty.ts'
import { TimingTable } from './waterfall.tsx'

export function HeaderTable({ headers }: { headers: HeaderList }) {
  if (headers.length === 0) return <p className="text-sm text-faint">None</p>
  return (
    <dl className="grid grid-cols-[minmax(80px,auto)_1fr] gap-x-3 gap-y-0.5 font-mono text-sm">
      {headers.map(([name, value], at) => (
        // The same header may come twice, with the same value; their order says which is which.
        <div key={`${name}${at.toString()}`} className="contents">
          <dt className="text-muted">{visibleText(name)}</dt>
          <dd className="break-all">{visibleText(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

const cookieLines = (headers: HeaderList): HeaderList =>
  cookiesOf(headers).map(({ name, value, attributes }) => [name, [value, ...attributes].join('; ')])

type View = 'body' | 'raw' | 'headers' | 'cookies' | 'timing'

const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'body', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
  { value: 'headers', label: 'Headers' },
  { value: 'cookies', label: 'Cookies' },
  { value: 'timing', label: 'Timing' },
]

export function ResponseView({ run, response }: { run: string; response: ResponseRecord | undefined }) {
  const [view, setView] = useState<View>('body')
  if (!response) return <p className="text-sm text-muted">No answer arrived.</p>
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <span className="font-semibold">{answerText(response)}</span>
        <span className="text-muted">
          {durationText(response.metrics.overall)}
          {response.size === undefined ? '' : ` · ${sizeText(response.size)}`}
          {response.http === undefined ? '' : ` · HTTP/${response.http}`}
        </span>
        <span className="flex-1" />
        <Segmented label="Part of the response" value={view} options={VIEWS} onChange={setView} />
      </div>
      {view === 'body' ? <BodyView run={run} body={response.body} /> : null}
      {view === 'raw' ? <BodyView run={run} body={response.body} raw /> : null}
      {view === 'headers' ? <HeaderTable headers={response.headers} /> : null}
      {view === 'cookies' ? <HeaderTable headers={cookieLines(response.headers)} /> : null}
      {view === 'timing' ? <TimingTable metrics={response.metrics} /> : null}
      {response.redirects.length > 0 ? (
        <p className="mt-2 text-sm text-muted">
          After {response.redirects.map(({ status, url }) => `${status} ${visibleText(url)}`).join(', ')}
        </p>
      ) : null}
    </>
  )
}

export function RequestView({ run, request }: { run: string; request: RequestRecord }) {
  return (
    <>
      <p className="mb-1.5 font-mono text-sm break-all">
        {request.method} {visibleText(request.url)}
      </p>
      <HeaderTable headers={request.headers} />
      {request.body ? (
        <div className="mt-2">
          <BodyView run={run} body={request.body} />
        </div>
      ) : null}
    </>
  )
}
