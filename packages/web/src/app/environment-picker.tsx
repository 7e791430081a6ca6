import { useEnvironment } from './environment.ts'

/** The environment that checks and runs use. */
export function EnvironmentPicker() {
  const { environment, environments, choose } = useEnvironment()
  if (environments.length === 0) return null
  return (
    <label className="flex h-7.5 items-center gap-1.5 rounded-[7px] border border-line-strong bg-raised pr-1 pl-2.5">
      <span className="text-sm text-muted">Environment</span>
      <select
        value={environment}
        onChange={(event) => choose(event.target.value)}
        className="h-6 max-w-36 truncate rounded bg-raised pr-1"
      >
        <option value="">none</option>
        {environments.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
