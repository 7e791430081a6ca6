/** A path below `files/`: picked from the files that are there; another one is uploaded on the spot. */
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { base64Of } from '../../../../api/base64.ts'
import { ApiError, call } from '../../../../api/client.ts'
import { forget } from '../../../../api/queries.ts'
import { IconButton } from '../../../../ui/button.tsx'
import { toast } from '../../../../ui/toast.tsx'
import { CodeInput } from './code-input.tsx'
import { useTarget } from './target.ts'
import type { WidgetProps } from './text-widgets.tsx'
import { useComplete } from './use-complete.ts'

export function FileWidget({ path, control }: WidgetProps) {
  const target = useTarget()
  const complete = useComplete('file')
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const shown = (): string => String(target.read(path) ?? '')
  const upload = async (file: File): Promise<void> => {
    setBusy(true)
    try {
      await call('writeContent', { path: `files/${file.name}`, body: { base64: await base64Of(file) } })
      forget('listFiles')
      target.write(path, { value: file.name })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const there = error.problem.status === 409
      toast(there ? `There is a file ${file.name} already; rename it first.` : error.message, { tone: 'fail' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex items-center gap-1">
      <CodeInput
        control={control}
        offersAtOnce
        text={shown()}
        onText={(text) => {
          target.write(path, { value: text === '' ? undefined : text })
          return shown()
        }}
        complete={complete}
        placeholder="below files/"
        readOnly={target.readOnly}
      />
      <IconButton
        label="Upload a file"
        icon={<Upload size={14} />}
        disabled={busy || target.readOnly}
        onClick={() => chooser.current?.click()}
      />
      <input
        ref={chooser}
        type="file"
        hidden
        tabIndex={-1}
        aria-label="File to upload"
        onChange={({ target: { files } }) => {
          const [file] = files ?? []
          if (file) void upload(file)
        }}
      />
    </div>
  )
}
