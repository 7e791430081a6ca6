import { describe as inShort } from '@merlon/language'
import { clean } from '@merlon/protocol'
import { useTarget } from './target.ts'
import type { Preview } from './use-complete.ts'

const MOST = 160

const shown = (value: unknown): string =>
  typeof value === 'string' ? clean(value.slice(0, MOST)) : inShort(value, MOST)

/** Below a field: its value with the variables as they were last seen. */
export function ValuePreview({ preview }: { preview: Preview }) {
  const { tense, masked } = useTarget()
  const { value, problem } = preview
  if (value === undefined && problem === undefined) return null
  return (
    <p
      className="mt-1 truncate text-sm text-faint"
      title={value === undefined ? problem : masked ? undefined : shown(value)}
    >
      {value === undefined ? (
        problem
      ) : (
        <>
          {tense}: <bdi className="font-mono text-muted">{masked ? '••••••' : shown(value)}</bdi>
        </>
      )}
    </p>
  )
}
