/** A request that was sent more than once until its answer was good, or the attempts were used up. */
import type { AttemptRecord, StepReport } from '@merlon/protocol'
import { useState } from 'react'
import { Message } from '../../ui/message.tsx'
import { OutcomeDisc, outcomeName } from '../../ui/outcome.tsx'
import { countText, durationText } from '../../ui/words.ts'
import { answerText } from './answer.ts'
import { Card } from './card.tsx'
import { RequestView, ResponseView } from './exchange.tsx'

function Attempt({ run, attempt, number }: { run: string; attempt: AttemptRecord; number: number }) {
  const [open, setOpen] = useState(false)
  const { status, message, request, response } = attempt
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-7 w-full items-center gap-2.5 text-left hover:text-accent-text"
      >
        <span className="w-4 text-right text-muted">{number}</span>
        <OutcomeDisc outcome={status} size={14} />
        <span className="font-semibold">{response || request ? answerText(response) : outcomeName(status)}</span>
        <span className="min-w-0 flex-1 truncate text-muted">
          {message === undefined ? null : <Message text={message} />}
        </span>
        <span className="text-muted">{response ? durationText(response.metrics.overall) : ''}</span>
      </button>
      {open ? (
        <div className="mb-2 space-y-2 border-l-2 border-line pl-3">
          {request ? <RequestView run={run} request={request} /> : null}
          <ResponseView run={run} response={response} />
        </div>
      ) : null}
    </li>
  )
}

export function Attempts({ run, step }: { run: string; step: StepReport }) {
  const { attempts = [] } = step
  if (attempts.length < 2) return null
  return (
    <Card title="Attempts" aside={countText(attempts.length, 'attempt')}>
      <ol className="text-sm">
        {attempts.map((attempt, at) => (
          // An attempt is told by its place alone.
          <Attempt key={`attempt ${at.toString()}`} run={run} attempt={attempt} number={at + 1} />
        ))}
      </ol>
    </Card>
  )
}
