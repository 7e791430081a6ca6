/** A step in one line, in the words of the domain. */
import { eachOutlineStep, type OutlineStep, pathKey, stepAtOffset } from '@merlon/language'
import type { ComponentDocument, Diagnostic } from '@merlon/protocol'
import type { DocumentSession, DocumentState, StepId } from '../../../document/session.ts'
import { ownSource } from '../../../run/own-source.ts'
import { withoutWord } from '../../../ui/words.ts'

interface Said {
  readonly label: string
  readonly writes: readonly string[]
  readonly source: string
}

const NO_PROBLEMS: readonly Diagnostic[] = []

/** What the last check said of each step; it holds for a step until the step's own text changes. */
export class CheckedSteps {
  private readonly session: DocumentSession
  private taken: DocumentState['checked']
  private said = new Map<StepId, Said>()
  private problems = new Map<StepId, readonly Diagnostic[]>()
  /** What is wrong with the file beside its steps. */
  beside: readonly Diagnostic[] = NO_PROBLEMS

  constructor(session: DocumentSession) {
    this.session = session
  }

  /** Takes what a state brings that is new, where it speaks of the text as it is. */
  take({ checked, checkedText, text, outline, path }: DocumentState): void {
    if (!checked || checked === this.taken || checkedText !== text) return
    this.taken = checked
    const byPath = new Map(eachOutlineStep(outline).map((step) => [pathKey(step.path), step]))
    this.said = new Map()
    for (const { place, label, writes } of checked.steps) {
      const step = byPath.get(pathKey(place))
      if (step) this.said.set(this.session.idOf(step), { label, writes, source: ownSource(text, step) })
    }
    const found = new Map<StepId, Diagnostic[]>()
    const beside: Diagnostic[] = []
    const starts = lineStarts(text)
    for (const one of checked.diagnostics) {
      const start = one.location?.file === path ? starts[one.location.line - 1] : undefined
      const step = start === undefined ? undefined : stepAtOffset(outline, start + one.location!.column - 1)
      if (!step) beside.push(one)
      else found.set(this.session.idOf(step), [...(found.get(this.session.idOf(step)) ?? []), one])
    }
    this.problems = found
    this.beside = beside
  }

  of(id: StepId, source: string): Said | undefined {
    const said = this.said.get(id)
    return said?.source === source ? said : undefined
  }

  problemsOf(id: StepId): readonly Diagnostic[] {
    return this.problems.get(id) ?? NO_PROBLEMS
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** What the step writes, but for names that belong to another one of them, and where the label begins with one. */
function written(writes: readonly string[], label: string): readonly string[] {
  const main = writes.filter((name) => !writes.some((other) => other !== name && name.startsWith(`${other}_`)))
  const first = /^[\p{L}\p{N}_$]+(?![\p{L}\p{N}_$.[(?])/u.exec(label)?.[0]
  return main.some((name) => name === first) ? [] : main
}

/** What stands in a field, on one line. */
const inOneLine = (source: string): string =>
  source
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/\s+/g, ' ')
    .trim()

const MOST = 300

export interface Summary {
  readonly text: string
  readonly writes: readonly string[]
}

/** The summary of a step: what the check called it, or what is written in its main field. */
export function summaryOf(
  step: OutlineStep,
  component: ComponentDocument | undefined,
  said: Said | undefined,
): Summary {
  const title = component?.title ?? ''
  if (said) {
    const text = withoutWord(said.label, step.component, title)
    return { text: text.slice(0, MOST), writes: written(said.writes, text) }
  }
  const primary = component?.fields.find((field) => field.primary)?.name
  const shown =
    primary === undefined ? Object.values(step.fields).find(({ source }) => source !== '') : step.fields[primary]
  return { text: inOneLine(shown?.source ?? '').slice(0, MOST), writes: [] }
}
