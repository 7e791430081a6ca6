/** Nothing is selected: what the test is, what its variables hold, and what to do. */
import { eachOutlineStep } from '@merlon/language'
import { useDocument } from '../../../document/open.ts'
import { Keys } from '../../../ui/keys.tsx'
import { countText } from '../../../ui/words.ts'
import { valueText, visibleText } from '../../report/pretty.ts'
import { useComposer } from '../composer.ts'
import { useWorld } from './forms/use-world.ts'

const MOST_SHOWN = 200

function Variables() {
  const composer = useComposer()
  const { variables } = useWorld(composer, undefined)
  if (variables.length === 0) return null
  return (
    <section aria-labelledby="overview-variables" className="mt-5">
      <h3 id="overview-variables" className="mb-1 text-sm font-semibold text-muted">
        Variables at the end of the test
      </h3>
      <dl className="grid grid-cols-[minmax(60px,max-content)_minmax(0,1fr)_minmax(0,max-content)] gap-x-3 gap-y-1 text-sm">
        {variables.slice(0, MOST_SHOWN).map(({ name, value, seen, secret, from }) => (
          <div key={name} className="contents">
            <dt className="max-w-44 truncate font-mono" title={name}>
              {visibleText(name)}
            </dt>
            <dd className="truncate font-mono text-muted" title={seen && !secret ? valueText(value) : ''}>
              {secret ? '••••••' : seen ? valueText(value) : 'not known yet'}
            </dd>
            <dd className="max-w-36 truncate text-muted" title={from}>
              {from}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function Overview() {
  const { session } = useComposer()
  const { outline, kind } = useDocument(session)
  const steps = eachOutlineStep(outline).length
  const sets = outline.inputs.kind === 'sets' ? outline.inputs.sets.length : 0
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 pt-3 pb-6">
      {outline.name === undefined ? null : <h2 className="text-lg font-semibold">{visibleText(outline.name)}</h2>}
      {outline.description === undefined ? null : (
        <p className="mt-0.5 text-muted">{visibleText(outline.description)}</p>
      )}
      <p className="mt-1 text-muted">
        {countText(steps, 'step')}
        {sets > 0 ? ` · ${countText(sets, 'input set')}` : ''}
      </p>
      <p className="mt-4 text-muted">
        {steps === 0 ? (
          <>
            Add the first step with <Keys keys="/" />. A request is a good beginning: what it answers appears here.
          </>
        ) : (
          <>
            Select a step to edit it here and to see what it did. Add one with <Keys keys="/" />
            {kind === 'test' ? (
              <>
                , run all of them with <Keys keys="Mod+Enter" />
              </>
            ) : null}
            .
          </>
        )}
      </p>
      <Variables />
    </div>
  )
}
