import { useEffect, useRef } from 'react'
import { useDocument } from '../../document/open.ts'
import type { DocumentSession } from '../../document/session.ts'
import { TextArea } from '../../ui/field.tsx'

const LINE_PX = 18

/** The file as it is written. `line`, from 1, is where the caret begins. */
export function TextView({ session, line }: { session: DocumentSession; line: number | undefined }) {
  const { text, path, readOnly } = useDocument(session)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const area = field.current
    if (!area || line === undefined) return
    const lines = area.value.split('\n')
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
    area.focus()
    area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
    area.scrollTop = Math.max(0, (line - 5) * LINE_PX)
  }, [line])
  return (
    <TextArea
      ref={field}
      aria-label={`Text of ${path}`}
      readOnly={readOnly}
      wrap="off"
      className="h-full min-h-80 resize-none font-mono text-sm leading-[18px]"
      value={text}
      onChange={(event) => session.replace(event.target.value, { label: 'typing', merge: 'typing' })}
    />
  )
}
