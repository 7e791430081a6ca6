/**
 * One open file: its text, what it holds, how it is being edited and saved.
 *
 * Visual view and code view are two views of this one text. Every change goes through here, so undo and redo cover all of
 * them, steps keep their identity while the text around them moves, and a file that changed elsewhere is never lost.
 */
import {
  type ComponentShapes,
  type Edited,
  editsBetween,
  type Outline,
  type OutlineStep,
  outlineOf,
  stepAtOffset,
  type TextEdit,
} from '@merlon/language'
import type { FileKind } from '@merlon/protocol/http'
import { onChange } from '../api/changes.ts'
import { ApiError, call } from '../api/client.ts'
import { Checking } from './checking.ts'
import { History, type PastText } from './history.ts'
import type { DocumentState, Opened, SaveState } from './state.ts'
import { type StepId, StepIdentities } from './step-identities.ts'

export type { DocumentState, Opened, SaveState, StepId }

const SAVE_AFTER_MS = 400

export class DocumentSession {
  private state: DocumentState
  private version: string | null
  private savedText: string
  private readonly history = new History()
  private readonly listeners = new Set<() => void>()
  private readonly editListeners = new Set<(edits: readonly TextEdit[], origin: unknown) => void>()
  private saveTimer: ReturnType<typeof setTimeout> | undefined
  private saving: Promise<void> | undefined
  private readonly identities = new StepIdentities()
  private readonly checking: Checking
  private readonly shapes: ComponentShapes
  /** Otherwise the text stays in memory, and always waits to be saved. */
  private readonly autosave: boolean
  private readonly stopListening: () => void
  private closed = false

  constructor(opened: Opened, shapes: ComponentShapes, { autosave = true }: { readonly autosave?: boolean } = {}) {
    this.shapes = shapes
    this.autosave = autosave
    this.version = opened.version
    this.savedText = opened.text
    const outline = this.outline(opened.text, opened.path, opened.kind)
    this.state = {
      path: opened.path,
      kind: opened.kind,
      text: opened.text,
      readOnly: opened.readOnly,
      outline,
      save: autosave ? { is: 'saved' } : { is: 'waiting' },
      canUndo: false,
      canRedo: false,
      checked: undefined,
      checkedText: undefined,
      revision: 0,
    }
    this.identities.follow(outline, [])
    this.checking = new Checking(
      () => this.state,
      (checked, checkedText) => this.set({ checked, checkedText }),
    )
    this.stopListening = onChange((change) => {
      if (change.type === 'file' && change.path === this.state.path) void this.changedElsewhere(change.version)
      else if (change.type === 'file' && change.path !== this.state.path) this.checkSoon()
    })
    this.checkSoon()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get current(): DocumentState {
    return this.state
  }

  /** Tells of every change of the text as edits, with whoever made it; for the code editor. */
  onEdits(listener: (edits: readonly TextEdit[], origin: unknown) => void): () => void {
    this.editListeners.add(listener)
    return () => this.editListeners.delete(listener)
  }

  /** The identity of a step in the current outline. */
  idOf(step: OutlineStep): StepId {
    return this.identities.of(step)
  }

  /** Where a step stands now; undefined once it is gone. */
  step(id: StepId): OutlineStep | undefined {
    return this.identities.step(id)
  }

  /** The step around a place of a text that this session has had, by line and column from 1. */
  stepAt(line: number, column: number): OutlineStep | undefined {
    const lines = this.state.text.split('\n', line)
    if (lines.length < line) return undefined
    const before = lines.slice(0, -1).reduce((sum, one) => sum + one.length + 1, 0)
    return stepAtOffset(this.state.outline, before + column - 1)
  }

  /** The environments that mistakes are looked for in. */
  setEnvironments(environments: readonly string[]): void {
    this.checking.setEnvironments(environments)
  }

  /**
   * Carries out a change of the text. Changes with the same `merge` right after one another are undone together, as the
   * keystrokes in one field are. Returns why it could not be done, if so; nothing has changed then.
   */
  edit(
    change: (text: string) => Edited,
    { label, merge, origin }: { label: string; merge?: string; origin?: unknown },
  ): { readonly problem: string; readonly help?: string } | undefined {
    if (this.state.readOnly) return { problem: 'this file cannot be changed here' }
    const edited = change(this.state.text)
    if ('problem' in edited) return edited
    if (edited.text !== this.state.text)
      this.become(edited.text, edited.edits, { label, merge, origin, remember: true })
    return undefined
  }

  /** The whole text as somebody typed it. */
  replace(text: string, { label, merge, origin }: { label: string; merge?: string; origin?: unknown }): void {
    this.edit((before) => ({ text, edits: editsBetween(before, text) }), {
      label,
      ...(merge === undefined ? {} : { merge }),
      origin,
    })
  }

  undo(): void {
    this.travel((now) => this.history.undo(now))
  }

  redo(): void {
    this.travel((now) => this.history.redo(now))
  }

  /** What undo would undo, in words. */
  get undoLabel(): string | undefined {
    return this.history.undoLabel
  }

  private travel(go: (now: { text: string; ids: ReadonlyMap<string, StepId> }) => PastText | undefined): void {
    const target = go({ text: this.state.text, ids: this.identities.byPath })
    if (!target) return
    this.become(target.text, editsBetween(this.state.text, target.text), {
      label: target.label,
      remember: false,
      ids: target.ids,
    })
  }

  private become(
    text: string,
    edits: readonly TextEdit[],
    how: {
      label: string
      merge?: string | undefined
      origin?: unknown
      remember: boolean
      ids?: ReadonlyMap<string, StepId>
    },
  ): void {
    const { path, kind } = this.state
    if (how.remember)
      this.history.remember({ text: this.state.text, label: how.label, ids: this.identities.byPath }, how.merge)
    const outline = this.outline(text, path, kind)
    this.identities.follow(outline, edits, how.ids)
    const unsaved = !this.autosave || text !== this.savedText
    const save: SaveState =
      this.state.save.is === 'conflict' ? this.state.save : unsaved ? { is: 'waiting' } : { is: 'saved' }
    this.set({ text, outline, save, revision: this.state.revision + 1 })
    for (const listener of this.editListeners) listener(edits, how.origin)
    if (unsaved) this.saveSoon()
    this.checkSoon()
  }

  private outline(text: string, path: string, kind: FileKind): Outline {
    return outlineOf(text, this.shapes, { file: path, kind: kind === 'snippet' ? 'snippet' : 'test' })
  }

  private set(change: Partial<DocumentState>): void {
    this.state = { ...this.state, ...change, canUndo: this.history.canUndo, canRedo: this.history.canRedo }
    for (const listener of this.listeners) listener()
  }

  private saveSoon(): void {
    if (this.state.save.is === 'conflict' || !this.autosave) return
    clearTimeout(this.saveTimer)
    this.saveTimer = setTimeout(() => void this.saveNow(), SAVE_AFTER_MS)
  }

  /** Writes what is not written yet. Resolves when it is, or when it turned out that it cannot be. */
  async saveNow(): Promise<void> {
    clearTimeout(this.saveTimer)
    if (!this.autosave) return
    while (this.saving) await this.saving
    if (this.state.text === this.savedText || this.state.save.is === 'conflict') return
    this.saving = this.write(this.state.text).finally(() => {
      this.saving = undefined
    })
    await this.saving
  }

  private async write(text: string): Promise<void> {
    this.set({ save: { is: 'saving' } })
    try {
      const { version } = await call('writeFile', { path: this.state.path, body: { text, base: this.version } })
      this.version = version
      this.savedText = text
      if (this.state.text === text) this.set({ save: { is: 'saved' } })
      else this.saveSoon()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { status, current, title } = error.problem
      if (status === 409 && current) this.set({ save: { is: 'conflict', ...current } })
      else {
        this.set({ save: { is: 'failed', message: title } })
        if (error.offline) this.saveTimer = setTimeout(() => void this.saveNow(), 2000)
      }
    }
  }

  /** The file was written by somebody else, or by this session in another way. */
  private async changedElsewhere(version: string | null): Promise<void> {
    if (this.saving) await this.saving
    if (version === this.version || this.closed) return
    if (version === null) {
      this.set({ save: { is: 'conflict', version: null, text: null } })
      return
    }
    try {
      const now = await call('readFile', { path: this.state.path })
      if (now.version === this.version || this.closed) return
      if (this.state.text !== this.savedText) {
        if (this.state.text === now.text) this.take(now.version, now.text)
        else this.set({ save: { is: 'conflict', version: now.version, text: now.text } })
        return
      }
      this.take(now.version, now.text)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }

  private take(version: string, text: string): void {
    this.version = version
    this.savedText = text
    const edits = editsBetween(this.state.text, text)
    this.set({ save: { is: 'saved' } })
    if (text !== this.state.text) this.become(text, edits, { label: 'a change on disk', remember: true })
  }

  /** Settles a conflict: with the text that is on disk, or with the one here. Either can be undone. */
  resolve(keep: 'mine' | 'theirs'): void {
    const { save } = this.state
    if (save.is !== 'conflict') return
    this.version = save.version
    if (keep === 'theirs' && save.text !== null) {
      this.take(save.version ?? '', save.text)
      return
    }
    this.savedText = save.text ?? ''
    this.set({ save: { is: 'waiting' } })
    void this.saveNow()
  }

  /** Looks for mistakes again: the text or something around it has changed. */
  checkSoon(): void {
    this.checking.soon()
  }

  /** Writes what is waiting and lets go. */
  async close(): Promise<void> {
    await this.saveNow()
    this.closed = true
    this.checking.stop()
    this.stopListening()
  }
}
