/** The file is not what it was when it was read, or cannot be written: says so, and lets one choose. */
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { addresses } from '../../../app/addresses.ts'
import { closeDocument, useDocument } from '../../../document/open.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Skeleton } from '../../../ui/states.tsx'
import { useComposer } from '../composer.ts'

const CompareView = lazy(() => import('./compare-view.tsx'))

const Banner = ({ words, children }: { words: ReactNode; children: ReactNode }) => (
  <div role="alert" className="m-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-warn-soft px-3 py-2">
    <span className="min-w-60 flex-1 font-medium text-warn">{words}</span>
    <span className="flex gap-2">{children}</span>
  </div>
)

function Changed({ mine, theirs }: { mine: string; theirs: string }) {
  const { session } = useComposer()
  const [comparing, setComparing] = useState(false)
  const choices = (
    <>
      <Button onClick={() => session.resolve('mine')}>Keep mine</Button>
      <Button onClick={() => session.resolve('theirs')}>Take theirs</Button>
    </>
  )
  return (
    <Banner words="This file was changed on disk while you were editing it.">
      <Button onClick={() => setComparing(true)}>Compare</Button>
      {choices}
      <Dialog
        open={comparing}
        onClose={() => setComparing(false)}
        size="large"
        title="Yours and theirs"
        description="Either choice can be undone."
        actions={choices}
      >
        <Suspense fallback={<Skeleton />}>
          <CompareView before={theirs} after={mine} layout="side by side" names={['On disk', 'Yours']} />
        </Suspense>
      </Dialog>
    </Banner>
  )
}

function Deleted() {
  const { session } = useComposer()
  const [, go] = useLocation()
  const close = (): void => {
    go(addresses.tests)
    void closeDocument(session.current.path)
  }
  return (
    <Banner words="This file was deleted on disk.">
      <Button onClick={() => session.resolve('mine')}>Write it again</Button>
      <Button onClick={close}>Close</Button>
    </Banner>
  )
}

export function ConflictBanner() {
  const { session } = useComposer()
  const { save, text } = useDocument(session)
  if (save.is === 'conflict') return save.text === null ? <Deleted /> : <Changed mine={text} theirs={save.text} />
  if (save.is !== 'failed') return null
  return (
    <Banner words={`This file could not be saved: ${save.message}`}>
      <Button onClick={() => void session.saveNow()}>Try again</Button>
    </Banner>
  )
}
