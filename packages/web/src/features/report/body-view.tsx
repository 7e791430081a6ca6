/** A body of a run, fetched when it is looked at; always text, whatever it holds. */
import type { BodyReference } from '@merlon/protocol'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { sizeText } from '../../ui/words.ts'
import { prettyText, visibleText } from './pretty.ts'

const SHOWN = 20_000

/** Long text, cut with a way to see all of it. */
export function LongText({ text }: { text: string }) {
  const [all, setAll] = useState(false)
  const cut = !all && text.length > SHOWN
  return (
    <>
      <pre tabIndex={0} className="max-h-90 overflow-auto font-mono text-sm leading-5 break-words whitespace-pre-wrap">
        {cut ? text.slice(0, SHOWN) : text}
        {cut ? '…' : ''}
      </pre>
      {cut ? (
        <Button look="link" onClick={() => setAll(true)}>
          Show all {sizeText(text.length)}
        </Button>
      ) : null}
    </>
  )
}

export function BodyView({ run, body, raw = false }: { run: string; body: BodyReference | undefined; raw?: boolean }) {
  const answer = useAnswer('runBody', { run, hash: body?.hash ?? '' }, { enabled: body !== undefined })
  if (body === undefined) return <p className="text-sm text-faint">No body</p>
  if (answer.isPending) return <div className="h-12 animate-pulse rounded bg-sunken" />
  if (answer.isError) return <p className="text-sm text-muted">The body is not kept any more.</p>
  const { data } = answer
  const text = raw ? data.text : prettyText(data)
  return (
    <>
      {text === undefined ? (
        <p className="text-sm text-muted">
          {sizeText(data.size)} of {data.mime || 'an unknown type'}
        </p>
      ) : (
        <LongText text={visibleText(text)} />
      )}
      {data.cut ? (
        <p className="text-sm text-warn">Only the beginning of {sizeText(data.size)} is in the report.</p>
      ) : null}
    </>
  )
}
