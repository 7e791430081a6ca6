/** A component as the reference knows it: what it does, its fields, and tests that use it. */
import type { ComponentDocument, NamedField } from '@merlon/protocol'
import { Copy } from 'lucide-react'
import { IconButton } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/clipboard.ts'
import { OutcomeWord } from '../../../ui/outcome.tsx'
import { WithCode } from './with-code.tsx'

function FieldEntry({ field }: { field: NamedField }) {
  const { name, summary, takes, required, aliases = [] } = field
  const fallback = field.default
  return (
    <div className="border-t border-line py-1.5">
      <dt className="font-mono text-sm font-semibold">
        {name}
        {required ? <span className="ml-2 font-sans font-normal text-muted">needed</span> : null}
      </dt>
      <dd>
        <WithCode text={summary} />
        <span className="block text-sm text-muted">
          <WithCode text={takes} />
          {fallback === undefined ? null : (
            <>
              ; <code>{JSON.stringify(fallback)}</code> where nothing is said
            </>
          )}
          {aliases.length === 0 ? null : `; also written ${aliases.join(', ')}`}
        </span>
      </dd>
    </div>
  )
}

export function AboutTab({ component }: { component: ComponentDocument }) {
  const { name, title, summary, fields, examples, olderNames } = component
  return (
    <div className="px-4 pt-3 pb-6">
      <h3 className="text-lg font-semibold">
        {title} <code className="ml-1 text-sm font-normal text-muted">{name}</code>
      </h3>
      <p className="mb-3">
        <WithCode text={summary} />
      </p>
      {olderNames.length === 0 ? null : <p className="mb-3 text-muted">Older names: {olderNames.join(', ')}</p>}
      <h4 className="text-sm font-semibold text-muted">Fields</h4>
      <dl className="mb-4">
        {fields.map((field) => (
          <FieldEntry key={field.name} field={field} />
        ))}
      </dl>
      <h4 className="text-sm font-semibold text-muted">Examples</h4>
      {examples.map((example) => (
        <figure key={example.title} className="mt-2">
          <figcaption className="mb-1 flex items-center gap-2">
            <span className="flex-1">{example.title}</span>
            <OutcomeWord outcome={example.outcome} />
            <IconButton
              label={`Copy the example: ${example.title}`}
              icon={<Copy size={13} />}
              onClick={() => void copyText(example.yaml, 'the example')}
            />
          </figcaption>
          <pre tabIndex={0} className="overflow-auto rounded-lg border border-line bg-sunken p-2 font-mono text-sm">
            {example.yaml}
          </pre>
        </figure>
      ))}
    </div>
  )
}
