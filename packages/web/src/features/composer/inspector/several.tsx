/** Several steps are selected: how they went, and what can be done with all of them. */
import { type Path, removeSteps, setSkip } from '@merlon/language'
import type { StepId } from '../../../document/session.ts'
import { Button } from '../../../ui/button.tsx'
import { OutcomeDisc } from '../../../ui/outcome.tsx'
import { countText } from '../../../ui/words.ts'
import { visibleText } from '../../report/pretty.ts'
import { type Composer, useComposer } from '../composer.ts'

/** Steps that are selected, without those that lie in another one of them. */
function pathsOf({ session }: Composer, ids: readonly StepId[]): Path[] {
  const all = ids.map((id) => session.step(id)?.path).filter((path) => path !== undefined)
  return all.filter(
    (path) => !all.some((one) => one.length < path.length && one.every((part, at) => part === path[at])),
  )
}

export function Several({ ids }: { ids: readonly StepId[] }) {
  const composer = useComposer()
  const { session, component, result } = composer
  const steps = ids.flatMap((id) => {
    const step = session.step(id)
    return step ? [{ id, step }] : []
  })
  const enabled = steps.some(({ step }) => step.skip === undefined)
  const { readOnly } = session.current
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 pt-3 pb-6">
      <h2 className="text-lg font-semibold">{countText(ids.length, 'step')} selected</h2>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          disabled={readOnly}
          onClick={() => {
            const paths = pathsOf(composer, ids)
            composer.edit(enabled ? 'disabling' : 'enabling', (text) =>
              setSkip(text, paths, enabled ? 'disabled' : undefined),
            )
          }}
        >
          {enabled ? 'Disable' : 'Enable'}
        </Button>
        <Button
          look="danger"
          disabled={readOnly}
          onClick={() => {
            const paths = pathsOf(composer, ids)
            if (composer.edit(`deleting ${countText(paths.length, 'step')}`, (text) => removeSteps(text, paths)))
              composer.select([])
          }}
        >
          Delete
        </Button>
        <Button look="quiet" onClick={() => composer.select([])}>
          Select none
        </Button>
      </div>
      <p className="mt-3 text-muted">Copy, move, wrap and extract are in the menu of any of them.</p>
      <ul className="mt-3">
        {steps.map(({ id, step }) => (
          <li key={id} className="flex min-h-7 items-center gap-2">
            <OutcomeDisc outcome={result(id)?.step.status ?? 'none'} size={14} />
            <button
              type="button"
              className="min-h-6 min-w-0 truncate text-left hover:underline"
              onClick={() => composer.reveal(id)}
            >
              {visibleText(step.title ?? result(id)?.step.label ?? component(step.component)?.title ?? step.component)}
            </button>
            <span className="ml-auto text-sm text-faint">line {step.line}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
