import type { VariableRecord } from '@merlon/protocol'
import { valueText } from '../../report/pretty.ts'

/** The variables that a step looked at, with their values then and where they came from. */
export function UsedVariables({ variables }: { variables: readonly VariableRecord[] }) {
  if (variables.length === 0) return null
  return (
    <section aria-labelledby="used-variables" className="mt-4">
      <h3 id="used-variables" className="mb-1 text-sm font-semibold text-muted">
        What this step used
      </h3>
      <dl className="grid grid-cols-[minmax(60px,max-content)_minmax(0,1fr)_minmax(0,max-content)] gap-x-3 gap-y-1 text-sm">
        {variables.map(({ name, value, from }) => (
          <div key={name} className="contents">
            <dt className="max-w-40 truncate font-mono" title={name}>
              {name}
            </dt>
            <dd className="truncate font-mono text-muted" title={value === undefined ? '' : valueText(value)}>
              {value === undefined ? '' : valueText(value)}
            </dd>
            <dd className="truncate text-muted" title={from}>
              {from}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
