/** Running a test again and again: a server does it, and until there is one, cron or GitHub Actions can. */
import { CalendarClock, Copy } from 'lucide-react'
import { useState } from 'react'
import { useProject } from '../../../api/queries.ts'
import { useDocument } from '../../../document/open.ts'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/clipboard.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, Select } from '../../../ui/field.tsx'
import { useComposer } from '../composer.ts'
import { cronLine, workflowFile } from './schedule.ts'

const TIMES = [
  { value: '*/15 * * * *', label: 'Every 15 minutes' },
  { value: '0 * * * *', label: 'Every hour' },
  { value: '0 6 * * *', label: 'Every day at 6:00' },
  { value: '0 6 * * 1-5', label: 'Monday to Friday at 6:00' },
  { value: '0 6 * * 1', label: 'Every Monday at 6:00' },
] as const

function Copyable({ title, hint, text }: { title: string; hint: string; text: string }) {
  return (
    <section className="mb-4">
      <div className="mb-1 flex items-center gap-2">
        <h3 className="font-semibold">{title}</h3>
        <span className="flex-1 text-sm text-muted">{hint}</span>
        <Button className="h-6.5" onClick={() => void copyText(text, title)}>
          <Copy size={12} aria-hidden="true" />
          Copy <span className="sr-only">{title}</span>
        </Button>
      </div>
      {/* Longer than wide: it is scrolled by keyboard, too. */}
      <pre
        tabIndex={0}
        className="max-h-64 overflow-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-sm"
      >
        {text}
      </pre>
    </section>
  )
}

function ScheduleDialog({ onClose }: { onClose: () => void }) {
  const { session, environment } = useComposer()
  const { path, outline } = useDocument(session)
  const { data: project } = useProject()
  const [cron, setCron] = useState<string>('0 * * * *')
  const name = outline.name ?? path
  const run = { folder: project?.folder ?? '.', path, name, environment, cron }
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title="Schedule this test"
      description="A Merlon server runs tests on a schedule, keeps their history and tells people when one fails. This studio works on a folder and stops when you close it; until the project is on a server, something else can start the runs."
    >
      <Field label="When">
        {(control) => (
          <Select {...control} options={TIMES} value={cron} onChange={({ target }) => setCron(target.value)} />
        )}
      </Field>
      <p className="mb-3 text-sm text-muted">
        {environment === '' ? 'Without an environment.' : `In the environment ${environment}.`} Secrets come from
        variables of the process, such as <code className="font-mono">MERLON_SECRET_password</code>.
      </p>
      <Copyable title="Line for cron" hint="Add it with crontab -e." text={cronLine(run)} />
      <Copyable
        title="GitHub Actions file"
        hint="Save it below .github/workflows/ of a repository whose root is this project."
        text={workflowFile(run)}
      />
    </Dialog>
  )
}

export function ScheduleButton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" className="h-6.5 text-sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <CalendarClock size={13} aria-hidden="true" />
        Schedule…
      </Button>
      {open ? <ScheduleDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}
