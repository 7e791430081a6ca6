import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface Tab {
  readonly value: string
  readonly label: ReactNode
  readonly content: ReactNode
}

/** Tabs over a panel. `aside` stands at the end of their row. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
  aside,
}: {
  label: string
  tabs: readonly Tab[]
  value: string
  onChange: (value: string) => void
  aside?: ReactNode
}) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-4 border-b border-line px-4">
        <Radix.List aria-label={label} className="flex min-w-0 gap-4">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="-mb-px truncate border-b-2 border-transparent pt-2.5 pb-2 text-muted hover:text-text data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-text"
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside === undefined ? null : <div className="ml-auto flex items-center gap-2">{aside}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} tabIndex={-1} className="min-h-0 flex-1 overflow-auto">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
