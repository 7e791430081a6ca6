import { useRef } from 'react'
import { useCommands } from '../../app/commands.ts'
import { TextInput } from '../../ui/field.tsx'

/** The search of a report, which `/` leads to. */
export function ReportSearch({
  value,
  placeholder,
  onChange,
}: {
  value: string
  placeholder: string
  onChange: (value: string) => void
}) {
  const field = useRef<HTMLDivElement>(null)
  useCommands([
    {
      id: 'report-search',
      title: 'Search this report',
      group: 'Report',
      keys: '/',
      run: () => field.current?.querySelector('input')?.focus(),
    },
  ])
  return (
    <div ref={field} className="ml-auto w-60">
      <TextInput
        type="search"
        aria-label="Search this report"
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
