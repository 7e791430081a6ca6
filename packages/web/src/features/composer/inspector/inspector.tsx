/** What is selected, in full: the form of a step with what it last did, or an overview of the test. */

import type { ComponentDocument } from '@merlon/protocol'
import { Play } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommands } from '../../../app/commands.ts'
import { useDocument } from '../../../document/open.ts'
import type { StepId } from '../../../document/session.ts'
import { Button } from '../../../ui/button.tsx'
import { isMac, Keys } from '../../../ui/keys.tsx'
import { Empty, Skeleton } from '../../../ui/states.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { visibleText } from '../../report/pretty.ts'
import { useComposer } from '../composer.ts'
import { AboutTab } from './about-tab.tsx'
import { Overview } from './overview.tsx'
import { RunsTab } from './runs-tab.tsx'
import { Several } from './several.tsx'

/** What reads and completes expressions is half of the page's weight, and needed once a step is selected. */
const StepPane = lazy(() => import('./step-pane.tsx').then(({ StepPane: pane }) => ({ default: pane })))

const SEND = 'Mod+Shift+Enter'

/** A request is sent; everything else runs. */
const sendTitle = (component: ComponentDocument | undefined): string =>
  component?.kind === 'request' ? 'Send this step' : 'Run this step'

function SendButton({ id, title }: { id: StepId; title: string }) {
  const composer = useComposer()
  const busy = composer.running !== undefined
  return (
    <Tooltip text={title} shortcut={SEND}>
      <Button
        look="link"
        className="gap-1.5"
        disabled={busy}
        onClick={() => void composer.run({ step: id, mode: 'only' })}
      >
        <Play size={11} fill="currentColor" aria-hidden="true" />
        {title}
        {isMac ? <Keys keys={SEND} /> : null}
      </Button>
    </Tooltip>
  )
}

/** What the tab of a step is called: of a request what it asks for, as the last check or run said it. */
function useStepLabel(id: StepId): string {
  const { session, component, result } = useComposer()
  const step = session.step(id)
  if (!step) return ''
  const known = component(step.component)
  if (known && known.kind !== 'request') return known.title
  const place = step.path.join('/')
  const checked = session.current.checked?.steps.find((one) => one.place.join('/') === place)?.label
  const said = checked ?? result(id)?.step.label
  return said ?? known?.title ?? step.component
}

type Tab = 'step' | 'runs' | 'about'

function OneStep({ id }: { id: StepId }) {
  const composer = useComposer()
  const [tab, setTab] = useState<Tab>('step')
  const label = useStepLabel(id)
  const step = composer.session.step(id)
  const component = step && composer.component(step.component)
  useCommands([
    {
      id: 'send-step',
      title: sendTitle(component),
      group: 'Composer',
      keys: SEND,
      disabled: composer.running !== undefined,
      run: () => void composer.run({ step: id, mode: 'only' }),
    },
  ])
  if (!step) return null
  if (!component)
    return (
      <Empty title="This step cannot be shown as a form">
        {step.component === '' ? 'It names no component.' : `There is no component '${visibleText(step.component)}'.`}{' '}
        Open it in the code, where the mistake is marked.
      </Empty>
    )
  return (
    <Tabs
      label="Step"
      value={tab}
      onChange={(value) => setTab(value === 'runs' || value === 'about' ? value : 'step')}
      aside={<SendButton id={id} title={sendTitle(component)} />}
      tabs={[
        {
          value: 'step',
          label: (
            <span className="block max-w-38 truncate" title={visibleText(label)}>
              {visibleText(label)}
            </span>
          ),
          content: (
            <Suspense fallback={<Skeleton />}>
              <StepPane key={id} id={id} step={step} component={component} />
            </Suspense>
          ),
        },
        { value: 'runs', label: 'Runs', content: <RunsTab id={id} /> },
        { value: 'about', label: 'About', content: <AboutTab component={component} /> },
      ]}
    />
  )
}

export function Inspector() {
  const { session, selection } = useComposer()
  useDocument(session)
  const [only] = selection
  if (only === undefined) return <Overview />
  return selection.length > 1 ? <Several ids={selection} /> : <OneStep id={only} />
}
