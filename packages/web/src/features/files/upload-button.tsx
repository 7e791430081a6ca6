/** Uploading: a button, and a question for each name that is taken. */
import { Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { type Uploaded, upload } from './upload.ts'

type Taken = Extract<Uploaded, { is: 'there' }>

function say(all: readonly Uploaded[]): void {
  const written = all.filter(({ is }) => is === 'written')
  if (written.length === 1) toast(`Uploaded ${written[0]?.path}`)
  else if (written.length > 1) toast(`Uploaded ${countText(written.length, 'file')}`)
  for (const one of all) if (one.is === 'refused') toast(one.problem, { tone: 'fail' })
}

export interface Uploading {
  readonly busy: boolean
  readonly taken: readonly Taken[]
  readonly start: (files: readonly File[]) => Promise<void>
  /** Settles the question about names that are taken. */
  readonly settle: (overwrite: boolean) => Promise<void>
}

/** Uploads into `files/`, where `there` is already; `onWritten` hears the path of the last one. */
export function useUpload(there: ReadonlySet<string>, onWritten: (path: string) => void): Uploading {
  const [busy, setBusy] = useState(false)
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const carryOut = async (files: readonly File[], overwrite: boolean): Promise<void> => {
    setBusy(true)
    const all: Uploaded[] = []
    for (const file of files) all.push(await upload(file, { taken: there, overwrite }))
    setBusy(false)
    say(all)
    setTaken(all.filter((one) => one.is === 'there'))
    const last = all.findLast(({ is }) => is === 'written')
    if (last) onWritten(last.path)
  }
  return {
    busy,
    taken,
    start: (files) => carryOut(files, false),
    settle: async (overwrite) => {
      setTaken([])
      if (overwrite)
        await carryOut(
          taken.map(({ file }) => file),
          true,
        )
    },
  }
}

/** Takes files that are dropped anywhere on the page; the browser would open them otherwise. */
export function useDroppedFiles(take: (files: readonly File[]) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const allow = (event: DragEvent): void => event.preventDefault()
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) latest.current(files)
    }
    addEventListener('dragover', allow)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', allow)
      removeEventListener('drop', drop)
    }
  }, [])
}

export function UploadButton({ uploading }: { uploading: Uploading }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          void uploading.start(files)
        }}
      />
      <Button disabled={uploading.busy} onClick={() => input.current?.click()}>
        <Upload size={14} aria-hidden="true" /> Upload…
      </Button>
    </>
  )
}

export function OverwriteDialog({ uploading }: { uploading: Uploading }) {
  const { taken, settle } = uploading
  return (
    <Dialog
      open={taken.length > 0}
      onClose={() => void settle(false)}
      title={taken.length === 1 ? 'This file is there already' : 'These files are there already'}
      description="What is there is replaced, and cannot be brought back here."
      actions={
        <>
          <Button onClick={() => void settle(false)}>Keep what is there</Button>
          <Button look="danger" onClick={() => void settle(true)}>
            Replace {countText(taken.length, 'file')}
          </Button>
        </>
      }
    >
      <ul>
        {taken.map(({ path }) => (
          <li key={path} className="font-mono text-sm">
            {path}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
