/** The tools in the header of the composer: the view, the environment, the input set, and Run. */
import { Play, Square } from 'lucide-react'
import { useCommands } from '../../app/commands.ts'
import { EnvironmentPicker } from '../../app/environment-picker.tsx'
import { Button } from '../../ui/button.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { countText } from '../../ui/words.ts'
import type { Composer, View } from './composer.ts'

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'steps', label: 'Steps' },
  { value: 'inputs', label: 'Inputs' },
  { value: 'code', label: 'Code' },
]

/** Names of the input sets of a test: those of the file, or those that the check read from elsewhere. */
export function inputSetsOf({ session }: Composer): readonly string[] {
  const { outline, checked } = session.current
  if (outline.inputs.kind === 'sets') return outline.inputs.sets.map(({ name }) => name)
  return checked?.inputs ?? []
}

function InputSetPicker({ composer }: { composer: Composer }) {
  const names = inputSetsOf(composer)
  if (names.length < 2) return null
  return (
    <select
      aria-label="Input set"
      value={composer.inputSet ?? ''}
      onChange={({ target }) => composer.pickInputSet(target.value === '' ? undefined : target.value)}
      className="h-7.5 max-w-44 truncate rounded-[7px] border border-line-strong bg-raised px-2"
    >
      <option value="">All {countText(names.length, 'input set')}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** Run, or Stop while it runs. */
function RunButton({ composer }: { composer: Composer }) {
  const running = composer.running !== undefined
  const press = (): void => {
    if (running) composer.stop()
    else void composer.run()
  }
  useCommands([{ id: 'run', title: running ? 'Stop' : 'Run', group: 'Composer', keys: 'Mod+Enter', run: press }])
  return (
    <Button look={running ? 'plain' : 'primary'} className="min-w-24 [&>svg]:shrink-0" onClick={press}>
      {running ? <Square size={12} aria-hidden="true" /> : <Play size={13} aria-hidden="true" />}
      {running ? 'Stop' : 'Run'}
      <Keys keys="Mod+Enter" />
    </Button>
  )
}

export function HeaderTools({ composer }: { composer: Composer }) {
  const snippet = composer.session.current.kind === 'snippet'
  const views = snippet ? VIEWS.filter(({ value }) => value !== 'inputs') : VIEWS
  return (
    <>
      <Segmented label="View" value={composer.view} options={views} onChange={composer.setView} />
      <EnvironmentPicker />
      {snippet ? null : (
        <>
          <InputSetPicker composer={composer} />
          <RunButton composer={composer} />
        </>
      )}
    </>
  )
}
