/** The form of a step, and below it what the step did when it last ran. */
import type { OutlineStep } from '@merlon/language'
import type { ComponentDocument } from '@merlon/protocol'
import type { StepId } from '../../../document/session.ts'
import { ResponseExplorer } from '../../response/response-explorer.tsx'
import { useComposer } from '../composer.ts'
import { StepForm } from './forms/step-form.tsx'
import { StepOutcome } from './step-outcome.tsx'
import { UsedVariables } from './used-variables.tsx'

export function StepPane({ id, step, component }: { id: StepId; step: OutlineStep; component: ComponentDocument }) {
  const { result: resultOf, running } = useComposer()
  const result = resultOf(id)
  const asked = result?.step.request !== undefined || result?.step.response !== undefined
  return (
    <div className="px-4 pt-3 pb-6">
      <StepForm step={step} component={component} />
      <div className="-mx-4 mt-4 border-t border-line px-4 pt-3" aria-live="polite">
        {result ? (
          asked && result.step.status !== undefined ? (
            <ResponseExplorer key={`${result.run} ${result.step.id}`} result={result} step={id} />
          ) : null
        ) : (
          <p className="text-faint">
            {running === undefined
              ? component.kind === 'request'
                ? 'Send this step to see the answer here.'
                : 'Run the test to see here what this step does.'
              : 'Running…'}
          </p>
        )}
        {result ? <StepOutcome result={result} asked={asked} /> : null}
        {result ? <UsedVariables variables={result.step.variables ?? []} /> : null}
      </div>
    </div>
  )
}
