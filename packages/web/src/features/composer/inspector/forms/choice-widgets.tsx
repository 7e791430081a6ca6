/** Fields of which the value is chosen. */
import { Select } from '../../../../ui/field.tsx'
import { useTarget } from './target.ts'
import type { WidgetProps } from './text-widgets.tsx'
import { enteredChoice } from './written.ts'

const optionOf = (value: string): { value: string; label: string } => ({ value, label: value })

/** What else is written, such as a template, stays as it is until something is chosen. */
function useOptions({ field, path }: WidgetProps, options: readonly string[]) {
  const target = useTarget()
  const written = target.read(path)
  const value = written === undefined || written === null ? '' : String(written)
  const fallback = field.default === undefined ? 'not set' : `${String(field.default)} (where nothing is said)`
  return {
    target,
    value,
    options: [
      { value: '', label: field.required ? 'choose one' : fallback },
      ...(value === '' || options.includes(value) ? [] : [optionOf(value)]),
      ...options.map(optionOf),
    ],
  }
}

export function ChoiceWidget(props: WidgetProps) {
  const { target, value, options } = useOptions(props, props.field.options ?? [])
  return (
    <Select
      {...props.control}
      value={value}
      options={options}
      disabled={target.readOnly}
      onChange={(event) =>
        target.write(props.path, event.target.value === '' ? { value: undefined } : enteredChoice(event.target.value))
      }
    />
  )
}

export function BooleanWidget(props: WidgetProps) {
  const { target, value, options } = useOptions(props, ['true', 'false'])
  return (
    <Select
      {...props.control}
      value={value}
      options={options}
      disabled={target.readOnly}
      onChange={(event) =>
        target.write(props.path, { value: event.target.value === '' ? undefined : event.target.value === 'true' })
      }
    />
  )
}
