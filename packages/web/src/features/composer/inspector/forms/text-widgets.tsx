/** Fields of text and code: what is typed is what is written. */
import type { FieldDocument } from '@merlon/protocol'
import { useState } from 'react'
import { CodeInput } from './code-input.tsx'
import { type ControlProps, type FormTarget, useTarget } from './target.ts'
import { type Holds, useComplete, usePreview } from './use-complete.ts'
import { ValuePreview } from './value-preview.tsx'
import { type Entered, enteredNumber, enteredText, enteredValue, isStructure, shownValue } from './written.ts'

export interface WidgetProps {
  readonly field: FieldDocument
  readonly path: readonly (string | number)[]
  /** For controls that have no label of their own. */
  readonly label: string
  readonly control: ControlProps
  /** A label is to be seen above it. */
  readonly titled?: boolean
}

/** A button that adds to a group of rows stands beside its label, and below rows that have none. */
export const addLook = ({ titled }: WidgetProps): string => `h-6 text-sm ${titled ? 'absolute -top-0.5 right-0' : ''}`

const textAt = (target: FormTarget, path: WidgetProps['path']): string => {
  const value = target.read(path)
  return value === undefined || value === null ? '' : isStructure(value) ? target.source(path) : String(value)
}

const placeholderOf = ({ default: fallback, example }: FieldDocument): string => {
  const shown = fallback ?? example
  return shown === undefined || isStructure(shown) ? '' : String(shown)
}

/** Takes what is typed into a field, and says what keeps it from being written. */
function useEntry(
  path: WidgetProps['path'],
  entered: (text: string) => Entered,
  shown: (target: FormTarget) => string,
) {
  const target = useTarget()
  const [problem, setProblem] = useState<string>()
  const onText = (text: string): string => {
    const entry = entered(text)
    setProblem('problem' in entry ? entry.problem : undefined)
    if (!('problem' in entry)) target.write(path, entry)
    return shown(target)
  }
  return { target, text: shown(target), onText, problem }
}

const Problem = ({ id, text }: { id: string; text: string | undefined }) =>
  text === undefined ? null : (
    <p id={id} className="mt-1 text-sm text-warn">
      {text}
    </p>
  )

/** `role` decides what is completed in it, and whether it may have several lines. */
function textWidget(holds: Holds | 'plain', lines: 'one' | 'many' | 'as needed', entered = enteredText) {
  return function TextWidget({ field, path, control }: WidgetProps) {
    const { target, text, onText } = useEntry(path, entered, (now) => textAt(now, path))
    const complete = useComplete(holds === 'plain' ? 'template' : holds)
    const preview = usePreview(holds === 'plain' ? 'template' : holds, lines === 'many' ? '' : text)
    return (
      <>
        <CodeInput
          control={control}
          text={text}
          onText={onText}
          lines={lines}
          placeholder={placeholderOf(field)}
          readOnly={target.readOnly}
          {...(holds === 'plain' ? {} : { complete })}
        />
        {holds === 'plain' ? null : <ValuePreview preview={preview} />}
      </>
    )
  }
}

export const ExpressionWidget = textWidget('expression', 'as needed')
export const ScriptWidget = textWidget('expression', 'many')
export const TemplateWidget = textWidget('template', 'as needed')
export const TextWidget = textWidget('plain', 'as needed')
export const NameWidget = textWidget('plain', 'one')
export const NumberWidget = textWidget('template', 'one', enteredNumber)

/** Any value: a scalar on one line, lists and maps as they are written. */
export function ValueWidget({ field, path, control }: WidgetProps) {
  const shown = (now: FormTarget): string => shownValue(now.read(path), () => now.source(path))
  const { target, text, onText, problem } = useEntry(path, enteredValue, shown)
  const complete = useComplete('template')
  const preview = usePreview('template', isStructure(target.read(path)) ? '' : text)
  return (
    <>
      <CodeInput
        control={control}
        text={text}
        onText={onText}
        lines="as needed"
        placeholder={placeholderOf(field)}
        readOnly={target.readOnly}
        complete={complete}
      />
      <Problem id={`${control.id}-problem`} text={problem} />
      <ValuePreview preview={preview} />
    </>
  )
}
