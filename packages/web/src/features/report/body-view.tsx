/** A body of a run; always text, whatever it holds. */
import type { BodyReference } from '@merlon/protocol'
import { useMemo } from 'react'
import { sizeText } from '../../ui/words.ts'
import { useReportPlace } from './place.ts'
import { prettyText } from './pretty.ts'
import { SearchedText } from './searched-text.tsx'

export function BodyView({ run, body, raw = false }: { run: string; body: BodyReference | undefined; raw?: boolean }) {
  const content = useReportPlace().useBody(run, body?.hash)
  const text = useMemo(
    () => (typeof content !== 'object' ? undefined : raw ? content.text : prettyText(content)),
    [content, raw],
  )
  if (body === undefined) return <p className="text-sm text-faint">No body</p>
  if (content === 'waiting') return <div className="h-12 animate-pulse rounded bg-sunken" />
  if (content === undefined) return <p className="text-sm text-muted">The body is not kept any more.</p>
  const about = `${sizeText(content.size)} of ${content.mime || 'an unknown type'}`
  if (text === undefined) return <p className="text-sm text-muted">{about}</p>
  return (
    <>
      <SearchedText text={text} before={<span className="text-sm text-faint">{about}</span>} />
      {content.cut ? (
        <p className="text-sm text-warn">Only the beginning of {sizeText(content.size)} is in the report.</p>
      ) : null}
    </>
  )
}
