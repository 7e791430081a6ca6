/** Whether the file is written, at the left of the bottom line. */
import { useDocument } from '../../../document/open.ts'
import type { SaveState } from '../../../document/session.ts'
import { useComposer } from '../composer.ts'

function Words({ save }: { save: SaveState }) {
  switch (save.is) {
    case 'saved':
      return <>✓ Saved</>
    case 'waiting':
    case 'saving':
      return <>Saving…</>
    case 'failed':
      return <span className="font-medium text-fail">Not saved: {save.message}</span>
    case 'conflict':
      return <span className="font-medium text-fail">Not saved: the file was changed on disk</span>
  }
}

export function SaveStatus() {
  const { save, readOnly } = useDocument(useComposer().session)
  return <span role="status">{readOnly ? 'Read-only' : <Words save={save} />}</span>
}
