/** The story of one step: what went wrong, what changed, where the values came from, what was sent and what came. */
import { curlOf, isAtFault, type RunReport, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { useState } from 'react'
import { Link } from 'wouter'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { copyText } from '../../ui/clipboard.ts'
import { Message } from '../../ui/message.tsx'
import { countText } from '../../ui/words.ts'
import { Attempts } from './attempts.tsx'
import { bugReport } from './bug-report.ts'
import { Card } from './card.tsx'
import { ChangedSince } from './changed-since.tsx'
import { RequestView, ResponseView } from './exchange.tsx'
import { Expected } from './expected.tsx'
import { InTheTest } from './in-the-test.tsx'
import { useReportPlace } from './place.ts'
import { visibleText } from './pretty.ts'
import { followers, trailTo } from './rows.ts'
import { Variables } from './step-variables.tsx'

export interface DetailProps {
  readonly report: RunReport
  readonly test: TestReport
  readonly set: SetReport
  readonly step: StepReport
  /** It stands in an attempt that was followed by another; such steps have no address. */
  readonly earlier: boolean
}

function headline({ message, label, status, comment }: StepReport): string {
  return message ?? comment ?? `${label} ${status ?? 'is running'}`
}

function Actions({ report, test, set, step, earlier, source }: DetailProps & { source: StepReport | undefined }) {
  const place = useReportPlace()
  const { file, line } = step.location
  const codeLine = step.excerpt?.line ?? line
  const bodyOf = async (body: { readonly hash: string } | undefined) =>
    body === undefined ? undefined : place.readBody(report.id, body.hash)
  const copyReport = async (): Promise<void> => {
    const [requestBody, responseBody] = await Promise.all([
      bodyOf(source?.request?.body),
      bodyOf(source?.response?.body),
    ])
    await copyText(bugReport({ report, test, set, step, source, requestBody, responseBody }), 'the bug report')
  }
  const copyCurl = async (): Promise<void> => {
    if (!source?.request) return
    await copyText(curlOf(source.request, await bodyOf(source.request.body)), 'the curl command')
  }
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-1 pt-1 print:hidden">
      {place.composer === undefined ? null : (
        <>
          <Link href={place.composer(file, { line })} className="font-medium text-accent-text hover:underline">
            Open in the composer
          </Link>
          <Link
            href={place.composer(file, { line: codeLine, code: true })}
            className="font-medium text-accent-text hover:underline"
          >
            Show in code, line {codeLine}
          </Link>
        </>
      )}
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
      {earlier ? null : (
        <Button
          look="link"
          className="h-auto"
          onClick={() =>
            void copyText(place.linkTo(report.id, { test: test.test, set: set.set, step: step.id }), 'the link')
          }
        >
          Copy link
        </Button>
      )}
    </div>
  )
}

/** Where the step stands, for those who have no studio at hand. */
function Place({ step }: { step: StepReport }) {
  const { location, title, label, expression } = step
  return (
    <p className="font-mono text-sm break-words text-muted">
      {visibleText(`${location.file}:${location.line}`)}
      {title === undefined ? '' : ` · ${visibleText(label)}`}
      {expression === undefined || label.includes(expression) ? '' : ` · ${visibleText(expression)}`}
    </p>
  )
}

/** Whether there is more to say of a step than what was sent and what came. */
const hasOwnStory = ({ expected, actual, diff, excerpt, variables, attempts }: StepReport): boolean =>
  [expected, actual, excerpt].some((one) => one !== undefined) ||
  [diff, variables].some((all) => (all?.length ?? 0) > 0) ||
  (attempts?.length ?? 0) > 1

const columnLook = 'grid min-w-0 gap-2.5 empty:hidden'

export function StepDetail(props: DetailProps) {
  const { report, test, set, step, earlier } = props
  const [showResponse, setShowResponse] = useState(false)
  const fault = isAtFault(step)
  const source = step.request ? step : step.origin && trailTo(set.steps, step.origin.step)?.at(-1)
  const comparison = useReportPlace().useComparison(
    report.id,
    { test: test.test, set: set.set, step: step.id },
    fault && !earlier && report.status !== undefined,
  )
  const follow = fault ? followers(set, step) : 0
  const own = step.request !== undefined
  const request = own || fault ? source?.request : undefined
  const arrived = own || showResponse
  const known = earlier ? undefined : comparison
  const aboutTest = hasOwnStory(step)
  const twoColumns = aboutTest || (request !== undefined && arrived)
  const besideAnswer = own || !aboutTest
  const requestCard = request ? (
    <Card title={own || !source ? 'The request' : `The request behind it: ${visibleText(source.label)}`}>
      <RequestView run={report.id} request={request} />
    </Card>
  ) : null
  return (
    <div className={fault ? 'bg-fail-soft px-4 py-3' : 'bg-sunken px-4 py-3'}>
      <h3 className="text-base font-semibold break-words">
        <Message text={headline(step)} />
      </h3>
      <Place step={step} />
      {step.message !== undefined && step.comment ? (
        <p>
          <Message text={step.comment} />
        </p>
      ) : null}
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
      <div className={classNames('my-2.5 grid grid-cols-1 items-start gap-2.5', twoColumns && 'lg:grid-cols-2')}>
        <div className={columnLook}>
          <Expected step={step} />
          <InTheTest step={step} source={source} />
          <Variables step={step} />
          <Attempts run={report.id} step={step} />
          {besideAnswer ? requestCard : null}
        </div>
        <div className={columnLook}>
          {fault && !(own && known === undefined) ? (
            <ChangedSince run={report.id} comparison={known} source={source} />
          ) : null}
          {besideAnswer ? null : requestCard}
          {arrived && source ? (
            <Card title="The response">
              <ResponseView run={report.id} response={source.response} />
            </Card>
          ) : null}
        </div>
      </div>
      {!arrived && source?.response ? (
        <Button look="link" className="h-auto print:hidden" onClick={() => setShowResponse(true)}>
          Response, headers, timings
        </Button>
      ) : null}
      <Actions {...props} source={source} />
    </div>
  )
}
