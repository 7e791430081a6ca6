/** Keeps an editor and an open document the same text, whoever of them changes. */

import {
  Annotation,
  ChangeSet,
  type ChangeSpec,
  Compartment,
  EditorState,
  type Extension,
  Transaction,
} from '@codemirror/state'
import { type Command, EditorView, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { applyEdits, editsBetween, type TextEdit } from '@merlon/language'
import type { DocumentSession } from '../../../document/session.ts'
import { asLines, lineBreakOf, toOffset, toPosition } from './line-breaks.ts'

const fromElsewhere = Annotation.define<true>()
const lineBreaks = new Compartment()
/** Keystrokes further apart than this are undone one by one. */
const BURST_MS = 1000
/** A page in the background is not painted. */
const LATEST_MS = 100

const textOf = ({ doc, lineBreak }: EditorState): string => doc.sliceString(0, doc.length, lineBreak)

/** Changes of the editor as edits of the file, by the state that they begin from. */
function editsOf(changes: ChangeSet, before: Pick<EditorState, 'doc' | 'lineBreak'>): TextEdit[] {
  const edits: TextEdit[] = []
  changes.iterChanges((from, to, _fromNow, _toNow, inserted) => {
    edits.push({
      start: toOffset(before, from),
      end: toOffset(before, to),
      text: inserted.sliceString(0, inserted.length, before.lineBreak),
    })
  })
  return edits
}

/** What was typed and the document does not know yet, and the state that it begins from. */
interface Waiting {
  readonly changes: ChangeSet
  readonly before: Pick<EditorState, 'doc' | 'lineBreak'>
  readonly merge: string
}

class Sync {
  private readonly view: EditorView
  private readonly session: DocumentSession
  private readonly stop: () => void
  private burst = { count: 0, at: 0, end: -1 }
  private travelling = false
  private waiting: Waiting | undefined

  constructor(view: EditorView, session: DocumentSession) {
    this.view = view
    this.session = session
    this.stop = session.onEdits((edits, origin) => origin !== this && this.take(edits))
  }

  update({ docChanged, transactions, changes, startState }: ViewUpdate): void {
    if (!docChanged || transactions.some((one) => one.annotation(fromElsewhere))) return
    const merge = this.burstOf(transactions, editsOf(changes, startState))
    if (this.waiting && this.waiting.merge !== merge) this.flush()
    if (this.waiting) this.waiting = { ...this.waiting, changes: this.waiting.changes.compose(changes) }
    else {
      const { doc, lineBreak } = startState
      this.waiting = { changes, before: { doc, lineBreak }, merge }
      this.flushSoon()
    }
  }

  /** What is typed is painted first: reading the whole test again must not keep the letters waiting. */
  private flushSoon(): void {
    const later = setTimeout(() => this.flush(), LATEST_MS)
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(later)
        this.flush()
      }),
    )
  }

  /** Tells the document what was typed. */
  flush(): void {
    const { waiting } = this
    if (!waiting) return
    this.waiting = undefined
    const edits = editsOf(waiting.changes, waiting.before)
    const how = { label: 'typing in the code', merge: waiting.merge, origin: this }
    const refused = this.session.edit((text) => ({ text: applyEdits(text, edits), edits }), how)
    // An editor may not be changed while it tells of a change.
    if (refused) queueMicrotask(() => this.become(this.session.current.text))
  }

  /** Names the burst of keystrokes that a change belongs to: at the same place, without a pause or a new line. */
  private burstOf(transactions: readonly Transaction[], edits: readonly TextEdit[]): string {
    const [edit] = edits
    const now = performance.now()
    const typed = transactions.every((one) => one.isUserEvent('input.type') || one.isUserEvent('delete'))
    const goesOn =
      typed &&
      edit !== undefined &&
      edits.length === 1 &&
      now - this.burst.at < BURST_MS &&
      (edit.start === this.burst.end || edit.end === this.burst.end)
    const end = edit === undefined ? -1 : edit.start + edit.text.length
    this.burst = { count: this.burst.count + (goesOn ? 0 : 1), at: now, end }
    return `code ${this.burst.count}`
  }

  private take(edits: readonly TextEdit[]): void {
    const { waiting } = this
    const before = waiting?.before ?? this.view.state
    const { text } = this.session.current
    const lines: ChangeSpec[] = edits.map((edit) => ({
      from: toPosition(before, edit.start),
      to: toPosition(before, edit.end),
      insert: asLines(edit.text, before.lineBreak),
    }))
    const made = ChangeSet.of(lines, before.doc.length, before.lineBreak)
    const doc = made.apply(before.doc)
    const { lineBreak } = before
    if (lineBreakOf(text) !== lineBreak || doc.sliceString(0, doc.length, lineBreak) !== text) {
      this.waiting = undefined
      this.become(text)
      return
    }
    // What was typed meanwhile is typed on top of it.
    if (waiting) this.waiting = { ...waiting, changes: waiting.changes.map(made, true), before: { doc, lineBreak } }
    const set = waiting ? made.map(waiting.changes) : made
    let caret: number | undefined
    if (this.travelling) set.iterChanges((_from, _to, _fromNow, toNow) => void (caret = toNow))
    this.view.dispatch({
      changes: set,
      ...(caret === undefined ? {} : { selection: { anchor: caret }, scrollIntoView: true }),
      annotations: [fromElsewhere.of(true), Transaction.addToHistory.of(false)],
    })
  }

  /** Shows another text, also one whose lines end in another way. */
  private become(text: string): void {
    const { state } = this.view
    const lineBreak = lineBreakOf(text)
    const [edit] = editsBetween(textOf(state), text)
    if (!edit && lineBreak === state.lineBreak) return
    const { head } = state.selection.main
    const doc = asLines(text, lineBreak)
    this.view.dispatch({
      changes: { from: 0, to: state.doc.length, insert: doc },
      selection: { anchor: Math.min(head, doc.length) },
      effects: lineBreaks.reconfigure(EditorState.lineSeparator.of(lineBreak)),
      annotations: [fromElsewhere.of(true)],
    })
  }

  travel(way: 'undo' | 'redo'): true {
    this.flush()
    this.travelling = true
    this.session[way]()
    this.travelling = false
    this.burst = { ...this.burst, end: -1 }
    return true
  }

  destroy(): void {
    this.flush()
    this.stop()
  }
}

const historyKeys = (undo: Command, redo: Command): Extension =>
  keymap.of([
    { key: 'Mod-z', run: undo, preventDefault: true },
    { key: 'Mod-Shift-z', run: redo, preventDefault: true },
    { key: 'Ctrl-y', run: redo, preventDefault: true },
  ])

export interface TextSync {
  /** The document that the editor begins with. */
  readonly doc: ReturnType<typeof asLines>
  readonly extension: Extension
}

/** Ties an editor to a session; undo and redo are those of the session. */
export function syncWith(session: DocumentSession): TextSync {
  const { text, readOnly } = session.current
  const lineBreak = lineBreakOf(text)
  const plugin = ViewPlugin.define((view) => new Sync(view, session))
  const travel =
    (way: 'undo' | 'redo') =>
    (view: EditorView): boolean =>
      view.plugin(plugin)?.travel(way) ?? false
  return {
    doc: asLines(text, lineBreak),
    extension: [
      lineBreaks.of(EditorState.lineSeparator.of(lineBreak)),
      EditorState.readOnly.of(readOnly),
      plugin,
      EditorView.domEventHandlers({
        // Whatever comes next finds the document as it is typed.
        keydown: (event, view) => {
          if (event.ctrlKey || event.metaKey) view.plugin(plugin)?.flush()
          return false
        },
        blur: (_event, view) => {
          view.plugin(plugin)?.flush()
          return false
        },
        // What menus of the browser and of touch keyboards ask for.
        beforeinput: ({ inputType }, view) => {
          if (inputType === 'historyUndo') return travel('undo')(view)
          return inputType === 'historyRedo' ? travel('redo')(view) : false
        },
      }),
      historyKeys(travel('undo'), travel('redo')),
    ],
  }
}
