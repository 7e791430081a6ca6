/**
 * A YAML file as something to edit: what it holds, where each part stands, and changes that touch no byte they need not.
 *
 * Everything is a function from a text to a text. Places are paths, as in `['steps', 3, 'each', 'steps', 0]`.
 */
import type { Diagnostic } from '@merlon/protocol'

export type Path = readonly (string | number)[]

/** A stretch of the text, in UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A replacement of one stretch of the text. */
export interface TextEdit extends TextRange {
  readonly text: string
}

/** What came of a change: the new text and what to replace in the old one to get it, or why it cannot be done. */
export type Edited =
  | { readonly text: string; readonly edits: readonly TextEdit[] }
  | { readonly problem: string; readonly help?: string }

/** A value that stands in a file: its plain value, and how it is written. */
export interface WrittenValue {
  readonly value: unknown
  /** The YAML source, without the indentation around it. */
  readonly source: string
  readonly range: TextRange
}

export interface OutlineStep {
  /** To the item of the list: `['steps', 3]`. */
  readonly path: Path
  /** From the `-` of its item to the end of its last line with content. */
  readonly range: TextRange
  /** From 1. */
  readonly line: number
  /** `''` where the step has none. */
  readonly component: string
  readonly title?: string
  /** Why it is skipped. */
  readonly skip?: string
  /** The component's input: undefined where it has none, a scalar or list in short form. Aliases are resolved. */
  readonly input: unknown
  /** Fields by name, those given in short form under the name of the field that they mean. */
  readonly fields: Readonly<Record<string, WrittenValue>>
  /** Lists of steps inside it, in the order of the component's fields, those that are not there yet included. */
  readonly lists: readonly StepList[]
}

export interface StepList {
  /** The name of the field: `steps`, `else`; `branches.name` for a list inside a map. */
  readonly field: string
  /** The path of the list: `['steps', 3, 'each', 'steps']`. */
  readonly path: Path
  readonly steps: readonly OutlineStep[]
}

export type InputsOutline =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'sets'
      readonly sets: readonly { readonly name: string; readonly values: Readonly<Record<string, unknown>> }[]
    }
  | { readonly kind: 'file'; readonly path: string }

/** What a test file holds, as far as it could be read. */
export interface Outline {
  readonly name?: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly globals: Readonly<Record<string, unknown>>
  readonly inputs: InputsOutline
  readonly config: Readonly<Record<string, unknown>>
  /** `before`, `steps`, `finally` of a test; of a snippet `steps` only. Empty ones included. */
  readonly sections: readonly StepList[]
  /** Of the YAML itself only; what is wrong with the steps, compiling finds. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What the document has to know of components; a catalog document has it. */
export interface ComponentShapes {
  /** The field that a scalar in place of the input means. */
  primary(component: string): string | undefined
  /** Fields that hold steps, in order. */
  stepFields(component: string): readonly string[]
  /** Whether a list in place of the input means `steps`. */
  known(component: string): boolean
}
