import { addressOf } from '../../api/client.ts'
import { useProject } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'

/** A run as a file, in every format that there is a reporter for. */
export function Downloads({ run }: { run: string }) {
  const { data: project } = useProject()
  const items = (project?.reports ?? []).map(({ name, title }) => ({
    label: title,
    onSelect: () => location.assign(addressOf('runReport', { run, format: name })),
  }))
  return <Menu trigger={<Button>Download ▾</Button>} items={items} />
}
