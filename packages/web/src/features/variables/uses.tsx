/** Where a variable, a snippet or a file is used: the count, and the places behind it. */
import { clean } from '@merlon/protocol'
import type { Use, UseKind } from '@merlon/protocol/http'
import { Link } from 'wouter'
import { useAnswer } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/states.tsx'
import { countText } from '../../ui/words.ts'
import { addressOfUse } from './address-of-use.ts'
import { Popover } from './popover.tsx'

const MOST = 200

function Place({ use }: { use: Use }) {
  const to = addressOfUse(use.path, use.line)
  const where = `${use.path}:${use.line}`
  return (
    <li className="py-1">
      <div className="flex items-baseline gap-2 text-sm">
        {to === undefined ? (
          <span className="font-mono">{where}</span>
        ) : (
          <Link href={to} className="min-w-0 truncate font-mono text-accent-text hover:underline">
            {where}
          </Link>
        )}
        {use.access === 'write' ? <span className="text-muted">set here</span> : null}
      </div>
      {use.text === '' ? null : <div className="truncate font-mono text-sm text-muted">{clean(use.text)}</div>}
    </li>
  )
}

/** The places themselves, asked for when they are shown. */
export function UseList({ kind, name }: { kind: UseKind; name: string }) {
  const { data, error } = useAnswer('listUses', { kind, name })
  if (error) return <Failure error={error} />
  if (!data) return <p className="text-muted">Looking…</p>
  if (data.uses.length === 0) return <p className="text-muted">Nothing uses it.</p>
  return (
    <ul>
      {data.uses.slice(0, MOST).map((use) => (
        <Place key={`${use.path} ${use.line} ${use.column}`} use={use} />
      ))}
      {data.uses.length > MOST ? <li className="py-1 text-muted">and {data.uses.length - MOST} more</li> : null}
    </ul>
  )
}

/** A count that opens the list. */
export function UsesButton({ kind, name, count }: { kind: UseKind; name: string; count: number }) {
  if (count === 0) return <span className="text-sm text-faint">not used</span>
  return (
    <Popover
      label={`Where ${name} is used`}
      trigger={
        <Button look="link" className="h-6 text-sm" aria-label={`${countText(count, 'use')} of ${name}`}>
          {countText(count, 'use')}
        </Button>
      }
    >
      <UseList kind={kind} name={name} />
    </Popover>
  )
}
