/** What is asked about one variable, each in its dialog. */
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { UseList } from './uses.tsx'
import { PlainDialog, SecretDialog, ValueDialog } from './value-dialogs.tsx'
import type { VariableFile } from './variable-file.ts'
import type { Question, Row } from './variable-row.tsx'

function RemoveDialog({ row, file, onClose }: { row: Row; file: VariableFile; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${row.name}`}
      description={
        row.secret
          ? `The name goes from the ${file.place}, and its value is forgotten.`
          : `It goes from the ${file.place}. Steps that read it fail, unless it is set elsewhere.`
      }
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            onClick={() => {
              void file.remove(row.name)
              onClose()
            }}
          >
            Delete
          </Button>
        </>
      }
    >
      <h3 className="font-medium">Where it is used</h3>
      <UseList kind="variable" name={row.name} />
    </Dialog>
  )
}

export function Questions({
  question,
  row,
  file,
  onClose,
}: {
  question: Question
  row: Row
  file: VariableFile
  onClose: () => void
}) {
  switch (question) {
    case 'rename':
      return <RenameDialog kind="variable" name={row.name} onClose={onClose} />
    case 'remove':
      return <RemoveDialog row={row} file={file} onClose={onClose} />
    case 'secret':
      return <SecretDialog name={row.name} file={file} onClose={onClose} />
    case 'plain':
      return <PlainDialog name={row.name} file={file} onClose={onClose} />
    case 'value':
      return (
        <ValueDialog
          name={row.name}
          value={row.secret ? '' : row.variable.value}
          readOnly={file.session.current.readOnly}
          onSet={(typed) => file.set(row.name, typed)}
          onClose={onClose}
        />
      )
  }
}
