import type { RunReport, TestReport } from '@merlon/protocol'
import { Popover } from 'radix-ui'
import { Link } from 'wouter'
import { addressOf } from '../../api/client.ts'
import { useAnswer, useProject } from '../../api/queries.ts'
import { addresses } from '../../app/addresses.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Menu, popoverLook } from '../../ui/menu.tsx'
import { OutcomeDisc, type Shown } from '../../ui/outcome.tsx'
import { agoText, countText, durationText, timeText } from '../../ui/words.ts'
import { checksOf } from './checks.ts'

function Details({ report, path }: { report: RunReport; path: string | undefined }) {
  const environments = report.environments.map((name) => ` -e ${name}`).join('')
  const facts: readonly (readonly [string, string])[] = [
    ['Run', report.id],
    ['Seed', String(report.seed)],
    ['Again', `merlon run${path === undefined ? '' : ` ${path}`}${environments} --seed ${report.seed}`],
    ['Events', `.merlon/runs/${report.id}.jsonl`],
  ]
  return (
    <Popover.Root>
      <Popover.Trigger className="underline decoration-dotted underline-offset-2 hover:text-text">
        details
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={6} className={classNames(popoverLook, 'p-4')}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
            {facts.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="font-mono text-sm select-all">{value}</dd>
              </div>
            ))}
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

export function Downloads({ run }: { run: string }) {
  const { data: project } = useProject()
  const items = (project?.reports ?? []).map(({ name, title }) => ({
    label: title,
    onSelect: () => location.assign(addressOf('runReport', { run, format: name })),
  }))
  return <Menu trigger={<Button>Download ▾</Button>} items={items} />
}

function Tile({ value, label, bad = false }: { value: string; label: string; bad?: boolean }) {
  return (
    <div className="min-w-0 flex-1 border-l border-line px-4 py-3 first:border-l-0">
      <dd className={classNames('truncate text-lg font-semibold', bad && 'text-fail')}>{value}</dd>
      <dt className="truncate text-sm text-muted">{label}</dt>
    </div>
  )
}

/** When the test last passed, in another run than this one. */
function useLastPass(path: string, run: string): string | undefined {
  const { data } = useAnswer('listRuns', { test: path, limit: 50 })
  const passed = data?.runs.find(
    ({ id, partial, tests }) =>
      id !== run && !partial && tests.some((test) => test.path === path && test.status === 'passed'),
  )
  return passed?.startedAt
}

export function Tiles({ report, test }: { report: RunReport; test: TestReport }) {
  const { total, failed, requests, median } = checksOf(test.runs)
  const lastPass = useLastPass(test.file, report.id)
  const duration = test.status === undefined ? report.summary.durationMs : test.durationMs
  return (
    <dl className="flex rounded-lg border border-line bg-raised">
      <Tile
        value={failed > 0 ? `${failed} failed` : `${total} passed`}
        label={`of ${countText(total, 'check')}`}
        bad={failed > 0}
      />
      <Tile value={String(test.runs.length)} label={test.runs.length === 1 ? 'input set' : 'input sets'} />
      <Tile value={String(requests)} label={requests === 1 ? 'request' : 'requests'} />
      <Tile value={durationText(duration)} label="duration" />
      <Tile value={median === undefined ? '–' : durationText(median)} label="median answer" />
      <Tile value={lastPass === undefined ? '–' : agoText(lastPass)} label="passed before" />
    </dl>
  )
}

export function ReportHeader({
  report,
  title,
  outcome,
  words,
  path,
  actions,
}: {
  report: RunReport
  title: string
  outcome: Shown
  /** The outcome in words. */
  words: string
  path: string | undefined
  actions: React.ReactNode
}) {
  return (
    <div className="mb-4 flex items-start gap-3.5">
      <div className="mt-1">
        <OutcomeDisc outcome={outcome} size={20} />
      </div>
      <div className="min-w-0 flex-1">
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        <p role="status" className="font-medium">
          {words}
        </p>
        <p className="text-muted">
          {path === undefined ? null : (
            <>
              <Link href={addresses.test(path)} className="hover:text-text hover:underline">
                {path}
              </Link>
              {' · '}
            </>
          )}
          {report.environments.length > 0 ? `${report.environments.join(', ')} · ` : ''}
          {report.startedAt === '' ? '' : `${timeText(report.startedAt)} · `}
          <Details report={report} path={path} />
        </p>
      </div>
      <div className="flex gap-2">{actions}</div>
    </div>
  )
}
