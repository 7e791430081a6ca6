/** The story of one step: what went wrong, what changed, where the values came from, what was sent and what came. */
import { curlOf, isAtFault, type RunReport, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../../api/client.ts'
import { useAnswer } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { Button } from '../../ui/button.tsx'
import { Message } from '../../ui/message.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { bugReport } from './bug-report.ts'
import { Card } from './card.tsx'
import { ChangedSince } from './changed-since.tsx'
import { RequestView, ResponseView } from './exchange.tsx'
import { valueText, visibleText } from './pretty.ts'
import { followers, trailTo } from './rows.ts'

export interface DetailProps {
  readonly report: RunReport
  readonly test: TestReport
  readonly set: SetReport
  readonly step: StepReport
}

async function bodyOf(run: string, hash: string | undefined) {
  return hash === undefined ? undefined : call('runBody', { run, hash }).catch(() => undefined)
}

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(`${what} copied`)
  } catch {
    toast('the browser did not let this page copy', { tone: 'fail' })
  }
}

function Expected({ step }: { step: StepReport }) {
  const { expected, actual, diff } = step
  if (diff && diff.length > 0)
    return (
      <Card title="Expected against actual" aside={countText(diff.length, 'difference')}>
        <table className="w-full text-left font-mono text-sm">
          <thead className="text-muted">
            <tr>
              <th className="pr-3 font-medium">where</th>
              <th className="pr-3 font-medium">expected</th>
              <th className="font-medium">actual</th>
            </tr>
          </thead>
          <tbody>
            {diff.slice(0, 50).map((one) => (
              <tr key={`${one.path} ${one.kind}`} className="border-t border-line align-top">
                <td className="pr-3 break-all">{one.path || '(the whole)'}</td>
                <td className="pr-3 break-all text-pass">
                  {one.kind === 'added' ? 'nothing' : valueText(one.expected)}
                </td>
                <td className="break-all text-fail">{one.kind === 'missing' ? 'missing' : valueText(one.actual)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    )
  if (expected === undefined && actual === undefined) return null
  return (
    <Card title="Expected against actual">
      <dl className="grid grid-cols-[72px_1fr] gap-y-1 font-mono text-sm">
        <dt className="text-muted">expected</dt>
        <dd className="break-all">{valueText(expected)}</dd>
        <dt className="text-muted">actual</dt>
        <dd className="break-all">{actual === undefined ? 'missing' : valueText(actual)}</dd>
      </dl>
    </Card>
  )
}

function InTheTest({ step, source }: { step: StepReport; source: StepReport | undefined }) {
  const { excerpt, location } = step
  if (!excerpt) return null
  const lead = excerpt.text.length - excerpt.text.trimStart().length
  const caret = ' '.repeat(Math.max(0, excerpt.column - 1 - lead))
  const marks = '^'.repeat(Math.max(1, excerpt.endColumn - excerpt.column))
  return (
    <Card title="In the test" aside={`line ${excerpt.line}`}>
      <pre tabIndex={0} className="overflow-auto font-mono text-sm leading-5">
        {source && source.location.file === location.file && source.location.line < excerpt.line ? (
          <span className="block text-muted">
            {String(source.location.line).padStart(4)} {visibleText(source.label)}
            {'\n'}
          </span>
        ) : null}
        {String(excerpt.line).padStart(4)} {visibleText(excerpt.text.trim())}
        {'\n'}
        <span className="font-semibold text-fail">
          {'     '}
          {caret}
          {marks}
        </span>
      </pre>
    </Card>
  )
}

function Variables({ step }: { step: StepReport }) {
  const { variables = [] } = step
  if (variables.length === 0) return null
  return (
    <Card title="Where the values came from">
      <dl className="grid grid-cols-[minmax(60px,auto)_minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-sm">
        {variables.map(({ name, value, from }) => (
          <div key={name} className="contents">
            <dt className="font-mono">{name}</dt>
            <dd className="truncate font-mono text-muted" title={valueText(value)}>
              {value === undefined ? '' : valueText(value)}
            </dd>
            <dd className="text-muted">{from}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Attempts({ step }: { step: StepReport }) {
  const { attempts = [] } = step
  if (attempts.length < 2) return null
  return (
    <Card title="Attempts" aside={countText(attempts.length, 'attempt')}>
      <ol className="list-decimal pl-5 text-sm">
        {attempts.map(({ status, message, response }, at) => (
          <li key={`${at.toString()} ${status}`}>{response ? `${response.status}` : (message ?? status)}</li>
        ))}
      </ol>
    </Card>
  )
}

function headline({ message, label, status, comment }: StepReport): string {
  return message ?? comment ?? `${label} ${status ?? 'is running'}`
}

function Actions({ report, test, set, step, source }: DetailProps & { source: StepReport | undefined }) {
  const copyReport = async (): Promise<void> => {
    const [requestBody, responseBody] = await Promise.all([
      bodyOf(report.id, source?.request?.body?.hash),
      bodyOf(report.id, source?.response?.body?.hash),
    ])
    await copy(bugReport({ report, test, set, step, source, requestBody, responseBody }), 'the bug report')
  }
  const copyCurl = async (): Promise<void> => {
    if (!source?.request) return
    await copy(curlOf(source.request, await bodyOf(report.id, source.request.body?.hash)), 'the curl command')
  }
  const link = `${location.origin}${addresses.runPart(report.id, test.test, set.set, step.id)}`
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-1 pt-1">
      <Link
        href={`${addresses.test(step.location.file)}?line=${step.location.line}`}
        className="font-medium text-accent-text hover:underline"
      >
        Open in the composer
      </Link>
      <Link
        href={`${addresses.test(step.location.file)}?view=code&line=${step.excerpt?.line ?? step.location.line}`}
        className="font-medium text-accent-text hover:underline"
      >
        Show in code, line {step.excerpt?.line ?? step.location.line}
      </Link>
      {source?.request ? (
        <Button look="link" className="h-auto" onClick={() => void copyCurl()}>
          Copy as curl
        </Button>
      ) : null}
      {isAtFault(step) ? (
        <Button look="link" className="h-auto" onClick={() => void copyReport()}>
          Copy for a bug report
        </Button>
      ) : null}
      <Button look="link" className="h-auto" onClick={() => void copy(link, 'the link')}>
        Copy link
      </Button>
    </div>
  )
}

export function StepDetail(props: DetailProps) {
  const { report, test, set, step } = props
  const [showResponse, setShowResponse] = useState(false)
  const fault = isAtFault(step)
  const source = step.request ? step : step.origin && trailTo(set.steps, step.origin.step)?.at(-1)
  const compared = useAnswer(
    'compareRun',
    { run: report.id, test: test.test, set: set.set, step: step.id },
    { enabled: fault && report.status !== undefined },
  )
  const comparison = compared.data ? (compared.data.comparison ?? null) : compared.isError ? null : undefined
  const follow = fault ? followers(set, step) : 0
  const own = step.request !== undefined
  return (
    <div className={fault ? 'bg-fail-soft px-4 py-3' : 'bg-sunken px-4 py-3'}>
      <h3 className="text-base font-semibold break-words">
        <Message text={headline(step)} />
      </h3>
      {step.help === undefined ? null : (
        <p className="text-muted first-letter:uppercase">
          <Message text={step.help} />
        </p>
      )}
      {follow > 0 ? <p className="text-muted">{countText(follow, 'more step')} skipped because of it.</p> : null}
      {step.notices?.map((notice) => (
        <p key={notice} className="text-sm text-warn">
          <Message text={notice} />
        </p>
      ))}
      <div className="my-2.5 grid grid-cols-1 gap-2.5 lg:grid-cols-2">
        {fault ? <ChangedSince run={report.id} comparison={comparison} source={source} /> : null}
        <Expected step={step} />
        <InTheTest step={step} source={source} />
        <Variables step={step} />
        <Attempts step={step} />
        {source?.request && (own || fault) ? (
          <Card title={own ? 'The request' : `The request behind it: ${source.label}`}>
            <RequestView run={report.id} step={source} />
          </Card>
        ) : null}
        {own || showResponse ? (
          source ? (
            <Card title="The response">
              <ResponseView run={report.id} step={source} />
            </Card>
          ) : null
        ) : null}
      </div>
      {!own && source?.response && !showResponse ? (
        <Button look="link" className="h-auto" onClick={() => setShowResponse(true)}>
          Response, headers, timings
        </Button>
      ) : null}
      <Actions {...props} source={source} />
    </div>
  )
}
