/** Completion for a field by what it holds, with what the form knows. */
import {
  type Completion,
  completeExpression,
  completeTemplate,
  previewExpression,
  previewTemplate,
} from '@merlon/language'
import { useMemo } from 'react'
import { type FormTarget, useTarget } from './target.ts'
import type { Complete } from './use-completion.ts'

const NO_NAMES: readonly string[] = []

/** Whether code names one of these, as a name of its own. */
const mentions = (text: string, names: readonly string[]): boolean =>
  names.some((name) => new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text))

export type Holds = 'expression' | 'template' | 'file'

const ranked = (items: readonly Completion[]): Completion[] => items.toSorted((a, b) => (a.sort ?? 0) - (b.sort ?? 0))

function filesFor({ world }: FormTarget, text: string): Completion[] {
  return world.files
    .filter((path) => path !== text && path.toLowerCase().includes(text.toLowerCase()))
    .map((path) => ({ label: path, insert: path, range: { start: 0, end: text.length }, kind: 'file' }))
}

export function useComplete(holds: Holds): Complete {
  const target = useTarget()
  const { world, names, locals = NO_NAMES } = target
  return useMemo((): Complete => {
    const context = { world, names, locals: locals.map((name) => ({ name, seen: false, from: 'this step' })) }
    if (holds === 'expression') return (text, offset) => ranked(completeExpression(text, offset, context))
    return (text, offset) => {
      const inside = ranked(completeTemplate(text, offset, context))
      return holds === 'file' && inside.length === 0 ? filesFor(target, text) : inside
    }
  }, [target, world, names, locals, holds])
}

export interface Preview {
  /** Absent where nothing is worth saying. */
  readonly value?: unknown
  readonly problem?: string
}

/** What an expression or a text would be now; nothing where that is what is written. */
export function usePreview(holds: Holds, text: string): Preview {
  const { world, locals = NO_NAMES } = useTarget()
  return useMemo(() => {
    // What exists inside the step only has no value here.
    if (mentions(text, locals)) return {}
    if (text.trim() === '' || (holds !== 'expression' && !text.includes('${'))) return {}
    if (holds === 'expression') {
      const { value, complete, problem } = previewExpression(text, world)
      return complete || value !== undefined ? { value } : problem === undefined ? {} : { problem }
    }
    const { text: made, complete, problem } = previewTemplate(text, world)
    return complete || problem === undefined ? { value: made } : { problem }
  }, [holds, text, world, locals])
}
