/** The settings of a test, as the catalogue describes them: a form over `config`. */
import { type Path, removeAt, renameKeyAt, setAt, valueAt } from '@merlon/language'
import { useMemo } from 'react'
import { useDocument } from '../../../document/open.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { type Composer, useComposer } from '../composer.ts'
import { FieldForm } from '../inspector/forms/field-form.tsx'
import type { FormTarget } from '../inspector/forms/target.ts'
import { useWorld } from '../inspector/forms/use-world.ts'
import { inside } from '../inspector/forms/written.ts'

const at = (path: Path): Path => ['config', ...path]

/** What checking said of a setting: the first thing whose place lies in it. */
function errorOf({ session }: Composer, path: Path): string | undefined {
  const { text, checked, checkedText, path: file } = session.current
  if (path.length !== 1 || checkedText !== text) return undefined
  const range = valueAt(text, at(path))?.range
  if (!range) return undefined
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  const [first, last] = [lineOf(range.start), lineOf(range.end)]
  const found = checked?.diagnostics.find(
    ({ location }) => location?.file === file && location.line >= first && location.line <= last,
  )
  return found && (found.help === undefined ? found.message : `${found.message} · ${found.help}`)
}

function useConfigTarget(composer: Composer): FormTarget {
  const { outline, readOnly, text } = useDocument(composer.session)
  const world = useWorld(composer, undefined)
  return useMemo(
    (): FormTarget => ({
      readOnly,
      world,
      names: composer.language.names,
      tense: 'will be',
      masked: false,
      read: (path) => inside(outline.config, path) ?? undefined,
      source: (path) => valueAt(text, at(path))?.source ?? '',
      write(path, { value, source }) {
        const change = (now: string) =>
          value === undefined && source === undefined
            ? removeAt(now, at(path))
            : setAt(now, at(path), value, source === undefined ? {} : { source })
        composer.edit(`changing the setting '${path.join('.')}'`, change, `config/${path.join('/')}`)
      },
      rename: (path, to) =>
        void composer.edit(`renaming '${String(path.at(-1))}'`, (now) => renameKeyAt(now, at(path), to)),
      errorAt: (path) => errorOf(composer, path),
    }),
    [composer, outline, readOnly, text, world],
  )
}

export default function ConfigDialog({ onClose }: { onClose: () => void }) {
  const composer = useComposer()
  const target = useConfigTarget(composer)
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title="Settings of this test"
      description="They hold for all requests of this test, and come before those of the project. Changes are saved as you make them."
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <FieldForm target={target} fields={composer.language.catalog.config} />
    </Dialog>
  )
}
