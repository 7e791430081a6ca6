import type { FileEntry, UseKind } from '@merlon/protocol/http'
import { call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'
import { closeDocument } from '../../document/open.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { UseList } from '../variables/uses.tsx'
import { sayRefusal } from '../variables/variable-file.ts'

/** Deletes a file after showing what refers to it. `name` is how tests call it. */
export function DeleteDialog({
  entry,
  kind,
  name,
  onClose,
}: {
  entry: FileEntry
  kind: UseKind
  name: string
  onClose: () => void
}) {
  const remove = async (): Promise<void> => {
    try {
      await closeDocument(entry.path)
      await call('deleteFile', { path: entry.path, base: entry.version })
    } catch (error) {
      sayRefusal(error)
      return
    }
    forget('listFiles')
    toast(`Deleted ${entry.path}`)
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${name}`}
      description="It goes from the folder of the project. Steps that refer to it fail."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      <h3 className="font-medium">Where it is used</h3>
      <UseList kind={kind} name={name} />
    </Dialog>
  )
}
