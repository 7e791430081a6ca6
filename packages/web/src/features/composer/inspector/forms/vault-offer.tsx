/** A text that stands in a test and could stand in the vault: offered in a menu, and at once where its name says secret. */
import { looksSecret } from '@merlon/language'
import { KeyRound } from 'lucide-react'
import { Button, IconButton } from '../../../../ui/button.tsx'
import { Menu } from '../../../../ui/menu.tsx'
import { type FormTarget, useTarget } from './target.ts'
import { isStructure } from './written.ts'

type Path = readonly (string | number)[]

const isLiteral = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && !/\$\{|\$$|\n/.test(value)

interface Offered {
  readonly path: Path
  readonly name: string
  readonly value: string
}

const MOST_SEARCHED = 500

/** A literal inside a value whose name speaks of a secret. */
function secretIn(value: unknown, path: Path): Offered | undefined {
  const waiting: { value: unknown; path: Path }[] = [{ value, path }]
  for (let seen = 0; seen < MOST_SEARCHED; seen += 1) {
    const next = waiting.shift()
    if (!next) return undefined
    const name = String(next.path.at(-1) ?? '')
    if (isLiteral(next.value) && looksSecret(name)) return { ...next, name, value: next.value }
    if (isStructure(next.value))
      for (const [key, inner] of Object.entries(next.value))
        waiting.push({ value: inner, path: [...next.path, Array.isArray(next.value) ? Number(key) : key] })
  }
  return undefined
}

const offerOf = (target: FormTarget, path: Path): Offered | undefined =>
  target.readOnly || !target.toVault ? undefined : secretIn(target.read(path), path)

/** The menu; nothing where the value is no text of its own. */
export function VaultMenu({ path, name }: { path: Path; name: string }) {
  const target = useTarget()
  const value = target.read(path)
  const { toVault } = target
  if (!toVault || target.readOnly || !isLiteral(value)) return null
  return (
    <Menu
      trigger={
        <IconButton
          label={`Move ${name} to the vault`}
          icon={<KeyRound size={13} aria-hidden="true" />}
          className="-my-1 opacity-0 group-focus-within/field:opacity-100 group-hover/field:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100"
        />
      }
      items={[
        { label: 'Move to vault', onSelect: () => void toVault(path, value, name, false) },
        { label: 'Move to vault as secret', onSelect: () => void toVault(path, value, name, true) },
      ]}
    />
  )
}

/** Says at once that something looks like a secret. */
export function SecretHint({ path }: { path: Path }) {
  const target = useTarget()
  const offer = offerOf(target, path)
  const { toVault } = target
  if (!offer || !toVault) return null
  return (
    <p className="mt-1 text-sm text-warn">
      <bdi className="font-mono">{offer.name}</bdi> looks like a secret.{' '}
      <Button
        look="link"
        className="h-6 text-sm"
        onClick={() => void toVault(offer.path, offer.value, offer.name, true)}
      >
        Move to vault as secret
      </Button>
    </p>
  )
}
