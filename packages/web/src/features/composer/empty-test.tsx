/** A test without steps: what it most likely begins with. */

import { insertSteps } from '@merlon/language'
import { Plus } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import type { Composer } from './composer.ts'
import { focusInspector } from './side-pane.tsx'
import { likelyFirst, newStep } from './steps/siblings.ts'

export function EmptyTest({ composer }: { composer: Composer }) {
  const { session } = composer
  const add = (yaml: string, title: string): void => {
    const section = session.current.outline.sections.find(({ field }) => field === 'steps')
    if (!section || !composer.edit(`adding ${title}`, (text) => insertSteps(text, section.path, 0, yaml))) return
    const step = session.current.outline.sections.find(({ field }) => field === 'steps')?.steps[0]
    if (step) composer.reveal(session.idOf(step))
    focusInspector()
  }
  return (
    <Empty
      title="Add a step"
      actions={likelyFirst(composer.language.catalog).map((component) => (
        <Button key={component.name} onClick={() => add(newStep(component), component.title)}>
          <Plus size={13} aria-hidden="true" />
          {component.title}
        </Button>
      ))}
    >
      A test is a list of steps. Most begin with a request; press / for everything else, or paste a curl command.
    </Empty>
  )
}
