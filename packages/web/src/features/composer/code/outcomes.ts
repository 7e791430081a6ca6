/** What the last run said, beside the lines of the steps: a sign in the margin, and below a failed step why. */

import { type Extension, type Range, RangeSet, StateEffect, StateField, type Text } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, WidgetType } from '@codemirror/view'
import { eachOutlineStep, type OutlineStep } from '@merlon/language'
import type { StepReport } from '@merlon/protocol'
import { durationText } from '../../../ui/words.ts'
import type { Composer, StepResult } from '../composer.ts'
import { toPosition } from './line-breaks.ts'

const SIGNS = { passed: '✓', failed: '!', errored: '×', warned: '~', skipped: '–' } as const
const COLORS = { passed: 'pass', failed: 'fail', errored: 'fail', warned: 'warn', skipped: 'skip' } as const
const MOST = 300

const element = (name: string, className: string, ...inside: (string | Node)[]): HTMLElement => {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...inside)
  return made
}

/** `200 12 ms` of a request; nothing of what takes no time. */
function factsOf({ response, durationMs }: StepReport): string {
  if (!response) return durationMs !== undefined && durationMs >= 1 ? durationText(durationMs) : ''
  const status = response.status > 0 ? `${response.status} ` : ''
  return `${status}${durationText(response.metrics.overall)}`
}

class Sign extends GutterMarker {
  private readonly status: NonNullable<StepReport['status']>
  private readonly facts: string
  private readonly stale: boolean

  constructor({ step, stale }: StepResult, status: NonNullable<StepReport['status']>) {
    super()
    this.status = status
    this.facts = factsOf(step)
    this.stale = stale
  }

  override eq(other: GutterMarker): boolean {
    return (
      other instanceof Sign && other.status === this.status && other.facts === this.facts && other.stale === this.stale
    )
  }

  override toDOM(): Node {
    const sign = element('b', '', SIGNS[this.status])
    sign.style.color = `var(--${COLORS[this.status]})`
    const box = element('span', this.stale ? 'cm-sign cm-sign-stale' : 'cm-sign', sign, ` ${this.facts}`)
    box.title = `${this.status}${this.stale ? ' before it was edited' : ''}`
    return box
  }
}

const shortText = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value))
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** Why a step did not pass: name and text, in the order in which they are read. */
function storyOf(step: StepReport): [string, string][] {
  const compared = 'expected' in step || 'actual' in step
  const lines: [string, string][] = compared
    ? [
        ['expected', shortText(step.expected)],
        ['actual', shortText(step.actual)],
      ]
    : []
  if (step.message !== undefined && !compared) lines.push(['because', step.message.slice(0, 2 * MOST)])
  return lines
}

class Story extends WidgetType {
  private readonly lines: readonly (readonly [string, string])[]

  constructor(lines: readonly (readonly [string, string])[]) {
    super()
    this.lines = lines
  }

  override eq(other: WidgetType): boolean {
    return other instanceof Story && JSON.stringify(other.lines) === JSON.stringify(this.lines)
  }

  override toDOM(): HTMLElement {
    const rows = this.lines.map(([name, text]) => element('div', '', element('dt', '', name), element('dd', '', text)))
    return element('dl', 'cm-story', ...rows)
  }

  override get estimatedHeight(): number {
    return this.lines.length * 18 + 14
  }
}

interface Shown {
  readonly signs: RangeSet<GutterMarker>
  readonly stories: DecorationSet
}

const nothing: Shown = { signs: RangeSet.empty, stories: Decoration.none }
const show = StateEffect.define<Shown>()

const field = StateField.define<Shown>({
  create: () => nothing,
  update(shown, { changes, docChanged, effects }) {
    const said = effects.find((effect) => effect.is(show))
    if (said) return said.value
    return docChanged ? { signs: shown.signs.map(changes), stories: shown.stories.map(changes) } : shown
  },
  provide: (from) => EditorView.decorations.from(from, ({ stories }) => stories),
})

export const outcomes: Extension = [
  field,
  gutter({ class: 'cm-signs', markers: ({ state }) => state.field(field).signs }),
]

/** The line under which a step's story stands: its last one, or the first of one that holds others. */
function endOf(doc: Text, step: OutlineStep, end: number): number {
  const last = Math.max(step.range.start, end)
  return step.lists.length > 0 ? doc.line(Math.min(step.line, doc.lines)).to : doc.lineAt(last).to
}

/** Shows what is known of the steps of the text that the editor shows. */
export function showOutcomes(view: EditorView, { session, result }: Pick<Composer, 'session' | 'result'>): void {
  const { state } = view
  const signs: Range<GutterMarker>[] = []
  const stories: Range<Decoration>[] = []
  for (const step of eachOutlineStep(session.current.outline)) {
    const known = result(session.idOf(step))
    const status = known?.step.status
    if (!known || status === undefined) continue
    const { from } = state.doc.lineAt(toPosition(state, step.range.start))
    signs.push(new Sign(known, status).range(from))
    const told = known.step.kind !== 'container' || known.step.own === true
    const lines = (status === 'failed' || status === 'errored') && told ? storyOf(known.step) : []
    if (lines.length === 0) continue
    const at = endOf(state.doc, step, toPosition(state, step.range.end))
    stories.push(Decoration.widget({ widget: new Story(lines), block: true, side: 1 }).range(at))
  }
  view.dispatch({ effects: show.of({ signs: RangeSet.of(signs, true), stories: Decoration.set(stories, true) }) })
}
