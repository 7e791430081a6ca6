/** The test as text: the same document as its steps, with completion, mistakes in place and outcomes beside the lines. */

import { gotoLine, openSearchPanel } from '@codemirror/search'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import { stepAtOffset } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useCommands } from '../../../app/commands.ts'
import { useDocument } from '../../../document/open.ts'
import type { StepId } from '../../../document/session.ts'
import { type Composer, useComposer } from '../composer.ts'
import { useView } from '../use-composer.ts'
import { addressOfDefinition } from './definitions.ts'
import { createEditor } from './editor.ts'
import { toOffset, toPosition } from './line-breaks.ts'
import { MistakeList } from './mistake-list.tsx'
import { markMistakes, rangeOf } from './mistakes.ts'
import { showOutcomes } from './outcomes.ts'
import { Surroundings } from './surroundings.ts'

/** Steps are looked for and outcomes drawn when the typing pauses: neither may cost a keystroke. */
const PAUSE_MS = 150

/** Puts the caret at a position, in the middle of what is seen. */
function goTo(view: EditorView, from: number, to = from, focus = true): void {
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  if (focus) view.focus()
}

function stepAtCaret({ session }: Composer, view: EditorView) {
  return stepAtOffset(session.current.outline, toOffset(view.state, view.state.selection.main.head))
}

/** Makes the editor, for as long as the session is shown. */
function useEditor(now: { readonly current: Composer }, heard: (update: ViewUpdate) => void) {
  const [view, setView] = useState<EditorView>()
  const [parent, setParent] = useState<HTMLElement | null>(null)
  const [, go] = useLocation()
  const { session } = useComposer()
  useEffect(() => {
    if (!parent) return
    const made = createEditor({
      session,
      parent,
      heard,
      composer: () => now.current,
      surroundings: new Surroundings(),
      open: (definition) => void addressOfDefinition(definition, now.current).then((to) => to !== undefined && go(to)),
    })
    setView(made)
    return () => {
      made.destroy()
      setView(undefined)
    }
  }, [parent, session, heard, now, go])
  return { view, setParent }
}

/** Selects the step of the caret, and puts the caret into a step that was selected elsewhere. */
function useSelectionOf(
  view: EditorView | undefined,
  now: { readonly current: Composer },
  last: StepId | undefined,
  line: number | undefined,
): void {
  const begun = useRef<EditorView>(undefined)
  useEffect(() => {
    if (!view) return
    const first = begun.current !== view
    begun.current = view
    const step = last === undefined ? undefined : now.current.session.step(last)
    const atLine = first && line !== undefined
    if (!step || atLine || stepAtCaret(now.current, view) === step) return
    goTo(view, toPosition(view.state, step.range.start), undefined, false)
  }, [view, now, last, line])
  useEffect(() => {
    if (!view || line === undefined) return
    const { doc } = view.state
    const { from, text } = doc.line(Math.min(line, doc.lines))
    goTo(view, from + (text.length - text.trimStart().length))
  }, [view, line])
}

function useOutcomes(view: EditorView | undefined, { session, result }: Composer, revision: number): void {
  const drawn = useRef<{ readonly view: EditorView; readonly result: Composer['result'] }>(undefined)
  useEffect(() => {
    if (!view) return
    const draw = (): void => {
      drawn.current = { view, result }
      showOutcomes(view, { session, result })
    }
    const news = drawn.current?.view !== view || drawn.current.result !== result
    // The revision is why this runs again: the same results at other places.
    const timer = setTimeout(draw, news || revision < 0 ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [view, session, result, revision])
}

function useCodeCommands(view: EditorView | undefined): void {
  const inEditor = (run: (view: EditorView) => boolean) => () => {
    if (!view) return
    view.focus()
    run(view)
  }
  const group = 'Code'
  useCommands([
    { id: 'code-find', title: 'Find and replace', group, keys: 'Mod+F', run: inEditor(openSearchPanel) },
    { id: 'code-line', title: 'Go to line…', group, keys: 'Mod+Alt+G', run: inEditor(gotoLine) },
    // The editor itself hears these; they stand here to be found in the help.
    { id: 'code-complete', title: 'Complete', group, keys: 'Ctrl+Space', run: () => {}, disabled: true, hidden: true },
    { id: 'code-mistake', title: 'Next mistake', group, keys: 'F8', run: () => {}, disabled: true, hidden: true },
    {
      id: 'code-definition',
      title: 'Go to definition',
      group,
      keys: 'F12',
      run: () => {},
      disabled: true,
      hidden: true,
    },
    {
      id: 'code-leave',
      title: 'Leave the editor',
      group,
      keys: 'Escape, then Tab',
      run: () => {},
      disabled: true,
      hidden: true,
    },
  ])
}

export function CodeView() {
  const composer = useComposer()
  const { session } = composer
  const { checked, checkedText, text, path, revision } = useDocument(session)
  const { line } = useView()
  const now = useRef(composer)
  useEffect(() => {
    now.current = composer
  })

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const heard = useCallback((update: ViewUpdate): void => {
    if (!update.selectionSet && !update.docChanged) return
    if (!update.view.hasFocus) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const { current } = now
      const step = stepAtCaret(current, update.view)
      const id = step && current.session.idOf(step)
      if (id !== undefined && (current.selection.length !== 1 || current.selection[0] !== id)) current.select([id])
    }, PAUSE_MS)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  const { view, setParent } = useEditor(now, heard)
  useSelectionOf(view, now, composer.selection.at(-1), line)
  useOutcomes(view, composer, revision)
  useCodeCommands(view)

  const current = checkedText === text
  const diagnostics = checked?.diagnostics
  useEffect(() => {
    if (view && current) markMistakes(view, diagnostics ?? [], path)
  }, [view, current, diagnostics, path])

  const onGo = useCallback(
    (mistake: Diagnostic): void => {
      const range = view && rangeOf(view.state.doc, mistake, path)
      if (view && range) goTo(view, range.from, range.to)
    },
    [view, path],
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <div ref={setParent} className="min-h-0 flex-1" />
      <MistakeList mistakes={diagnostics} path={path} onGo={onGo} />
    </div>
  )
}
