/** Two texts against each other: side by side, or as one with what was taken out and put in. */
import { yaml } from '@codemirror/lang-yaml'
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { look } from '../code/theme.ts'

export interface CompareProps {
  readonly before: string
  readonly after: string
  readonly layout: 'side by side' | 'one'
  /** What the texts are called. */
  readonly names: readonly [before: string, after: string]
}

const shared: Extension = [
  // Ahead of the look of editors, which leaves room below the last line.
  EditorView.theme({ '&': { height: 'auto' }, '.cm-content': { paddingBottom: '8px' } }),
  yaml(),
  lineNumbers(),
  highlightSpecialChars(),
  look,
  EditorView.lineWrapping,
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
]

/** A text that is only read still has to be scrolled by keyboard. */
const named = (name: string): Extension => EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' })

const collapseUnchanged = { margin: 3, minSize: 8 }

function build(parent: HTMLElement, { before, after, layout, names }: CompareProps): { destroy(): void } {
  if (layout === 'side by side')
    return new MergeView({
      parent,
      collapseUnchanged,
      a: { doc: before, extensions: [shared, named(names[0])] },
      b: { doc: after, extensions: [shared, named(names[1])] },
    })
  const changes = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged })
  return new EditorView({ parent, doc: after, extensions: [shared, named(names[1]), changes] })
}

export default function CompareView({ before, after, layout, names: [first, second] }: CompareProps) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!host.current) return
    const view = build(host.current, { before, after, layout, names: [first, second] })
    return () => view.destroy()
  }, [before, after, layout, first, second])
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      {layout === 'side by side' ? (
        <div className="grid grid-cols-2 border-b border-line bg-sunken text-sm font-medium text-muted">
          <span className="px-3 py-1">{first}</span>
          <span className="px-3 py-1">{second}</span>
        </div>
      ) : null}
      <div ref={host} className="max-h-[52vh] min-h-24 overflow-auto" />
    </div>
  )
}
