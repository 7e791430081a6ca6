/** Moves steps into a snippet of their own, and calls it in their place. */
import { extractSteps, type Path } from '@merlon/language'
import { useState } from 'react'
import { ApiError, call } from '../../../api/client.ts'
import { useAnswer } from '../../../api/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { countText } from '../../../ui/words.ts'
import type { Composer } from '../composer.ts'

/** Why a snippet cannot have this name. */
function problemOf(name: string, taken: readonly string[]): string | undefined {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name)) return 'A name begins with a letter or a digit.'
  return taken.includes(name) ? 'There is a snippet of this name already.' : undefined
}

export function ExtractDialog({
  composer,
  paths,
  onClose,
}: {
  composer: Composer
  paths: readonly Path[]
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [refused, setRefused] = useState<string>()
  const { data } = useAnswer('listFiles', {})
  const taken = data?.files.filter(({ kind }) => kind === 'snippet').map((file) => file.name) ?? []
  const problem = name === '' ? undefined : (problemOf(name.trim(), taken) ?? refused)

  const extract = async (): Promise<void> => {
    const wanted = name.trim()
    const extracted = extractSteps(composer.session.current.text, paths, wanted)
    if ('problem' in extracted) {
      setRefused(extracted.problem)
      return
    }
    try {
      await call('writeFile', { path: `snippets/${wanted}.yaml`, body: { text: extracted.snippet, base: null } })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setRefused(error.message)
      return
    }
    if (composer.edit('extracting a snippet', (text) => extractSteps(text, paths, wanted)))
      toast(`Moved ${countText(paths.length, 'step')} to the snippet ${wanted}.`)
    onClose()
  }
  const ready = name.trim() !== '' && problem === undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title="Extract to snippet"
      description={`${countText(paths.length, 'step')} become a snippet that any test can call. What differs between calls can be made a parameter there.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="extract" disabled={!ready}>
            Extract
          </Button>
        </>
      }
    >
      <form
        id="extract"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void extract()
        }}
      >
        <Field label="Name of the snippet" hint="Becomes snippets/NAME.yaml" error={problem}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              onChange={(event) => {
                setName(event.target.value)
                setRefused(undefined)
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
