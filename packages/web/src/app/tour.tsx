/** Four steps for who is here for the first time. Escape or Skip ends it for good; the palette brings it back. */
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useAnswer, useProject } from '../api/queries.ts'
import { Button } from '../ui/button.tsx'
import { addresses } from './addresses.ts'
import { useChoice } from './choices.ts'
import { useCommands } from './commands.ts'

const steps = [
  {
    title: 'Tests are flows',
    text: 'Each test here sends requests one after another, keeps what comes back in variables, and asserts on it. They are YAML files in your folder; the sign before each says how it went last time.',
  },
  {
    title: 'Open one and run it',
    text: 'Choose a test and press Run: its steps turn green as they happen. A step that fails shows what was expected and what came instead.',
  },
  {
    title: 'Write by pointing',
    text: 'Send a single step, then point at any value of its response: Keep makes a variable of it, Assert checks it from now on. Generate assertions drafts a whole set.',
  },
  {
    title: 'Steps and code are one',
    text: 'Steps and Code show the same file. Change either; commit it with your code, and run it in CI with `merlon run`.',
  },
] as const

export function Tour() {
  const [seen, setSeen] = useChoice<boolean>('tour.seen', false)
  const [at, setAt] = useState(0)
  const { data: project } = useProject()
  const { data: list } = useAnswer('listTests', {})
  const [, go] = useLocation()
  useCommands([
    {
      id: 'tour',
      title: 'Show the tour',
      group: 'Everywhere',
      run: () => {
        setAt(0)
        setSeen(false)
      },
    },
  ])
  useEffect(() => {
    if (seen) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) setSeen(true)
    }
    // Before the page, for which Escape means something else.
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [seen, setSeen])
  if (seen || !project || !list) return null
  const step = steps[at]
  if (!step) return null
  const last = at === steps.length - 1
  const first = list.tests[2] ?? list.tests[0]
  const next = (): void => {
    if (last) setSeen(true)
    else setAt(at + 1)
    if (at === 0 && first) go(addresses.test(first.path))
  }
  return (
    <aside aria-label="Tour" className="fixed right-6 bottom-10 z-30 w-85 rounded-[10px] bg-raised p-4 shadow-pop">
      <p className="text-xs font-semibold tracking-wide text-faint uppercase">
        {at + 1} of {steps.length}
      </p>
      <h2 className="mt-0.5 text-lg font-semibold">{step.title}</h2>
      <p className="mt-1 min-h-15 text-muted">{step.text}</p>
      <div className="mt-3 flex items-center gap-2">
        <Button look="quiet" onClick={() => setSeen(true)}>
          Skip
        </Button>
        <span className="flex-1" />
        {at === 0 ? null : <Button onClick={() => setAt(at - 1)}>Back</Button>}
        <Button look="primary" onClick={next}>
          {last ? 'Done' : 'Next'}
        </Button>
      </div>
    </aside>
  )
}
