/** Beside the title, in a project that git keeps: whether the file differs from what was last committed, and how. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { forget, useAnswer, useProject } from '../../../api/queries.ts'
import { useDocument } from '../../../document/open.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Skeleton } from '../../../ui/states.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useComposer } from '../composer.ts'

const CompareView = lazy(() => import('./compare-view.tsx'))

/** The text that was last committed; nothing tells of commits, so it is asked for again when one comes back here. */
function useCommitted(path: string): string | null | undefined {
  const { data: project } = useProject()
  const git = project?.git === true
  const { data } = useAnswer('committedFile', { path }, { enabled: git })
  useEffect(() => {
    if (!git) return
    const ask = (): void => forget('committedFile')
    addEventListener('focus', ask)
    return () => removeEventListener('focus', ask)
  }, [git])
  return data?.text
}

export function ChangesPill() {
  const { session } = useComposer()
  const { path, text, readOnly } = useDocument(session)
  const committed = useCommitted(path)
  const [open, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  if (committed === undefined || committed === text) return null
  if (committed === null) return <Tag>new, not committed</Tag>
  const putBack = (): void => {
    session.replace(committed, { label: 'putting the file back' })
    close()
    toast('The file is as it was last committed.', { action: { label: 'Undo', run: () => session.undo() } })
  }
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        className="inline-flex h-6 shrink-0 items-center rounded-full border border-line px-2.5 text-xs text-muted hover:border-line-strong hover:text-text"
        onClick={() => setOpen(true)}
      >
        changed since last commit
      </button>
      <Dialog
        open={open}
        onClose={close}
        size="large"
        title="Changed since last commit"
        description={path}
        actions={
          <>
            {readOnly ? null : <Button onClick={putBack}>Put back</Button>}
            <Button look="primary" onClick={close}>
              Close
            </Button>
          </>
        }
      >
        <Suspense fallback={<Skeleton />}>
          <CompareView before={committed} after={text} layout="one" names={['Last commit', 'Now']} />
        </Suspense>
      </Dialog>
    </>
  )
}
