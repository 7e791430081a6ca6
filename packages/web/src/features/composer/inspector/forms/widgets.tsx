/** What each role of a field is asked for with. A new role is one line here. */
import type { FieldDocument, RoleName } from '@merlon/protocol'
import type { ComponentType } from 'react'
import { BooleanWidget, ChoiceWidget } from './choice-widgets.tsx'
import { EitherWidget, ListWidget, ObjectWidget } from './compound-widgets.tsx'
import { ConditionWidget } from './condition-widget.tsx'
import { EntriesWidget } from './entries-widget.tsx'
import { FileWidget } from './file-widget.tsx'
import {
  ExpressionWidget,
  NameWidget,
  NumberWidget,
  ScriptWidget,
  TemplateWidget,
  TextWidget,
  ValueWidget,
  type WidgetProps,
} from './text-widgets.tsx'

interface Widget {
  readonly Control: ComponentType<WidgetProps>
  /** It is several controls, which its label stands over as a group. */
  readonly group?: true
}

/** Steps are cards of their own, never part of a form. */
const Nothing = () => null

const WIDGETS: Readonly<Record<RoleName, Widget>> = {
  expression: { Control: ExpressionWidget },
  script: { Control: ScriptWidget },
  template: { Control: TemplateWidget },
  value: { Control: ValueWidget },
  text: { Control: TextWidget },
  name: { Control: NameWidget },
  file: { Control: FileWidget },
  duration: { Control: NumberWidget },
  number: { Control: NumberWidget },
  bytes: { Control: NumberWidget },
  boolean: { Control: BooleanWidget },
  choice: { Control: ChoiceWidget },
  steps: { Control: Nothing },
  list: { Control: ListWidget, group: true },
  map: { Control: EntriesWidget, group: true },
  object: { Control: ObjectWidget, group: true },
  either: { Control: EitherWidget, group: true },
}

const ASKED: Readonly<Record<NonNullable<FieldDocument['asked']>, Widget>> = {
  condition: { Control: ConditionWidget, group: true },
  entries: { Control: EntriesWidget, group: true },
}

export const widgetOf = ({ role, asked }: FieldDocument): Widget => (asked ? ASKED[asked] : WIDGETS[role])

export function FieldControl(props: WidgetProps) {
  const { Control } = widgetOf(props.field)
  return <Control {...props} />
}
