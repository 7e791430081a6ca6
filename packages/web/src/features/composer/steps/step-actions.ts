/** What can be done to steps, each as one change that can be undone. */
import {
  type ComponentShapes,
  copySteps,
  duplicateSteps,
  eachOutlineStep,
  findStep,
  insertSteps,
  moveSteps,
  type OutlineStep,
  type Path,
  pastedSteps,
  pathKey,
  removeSteps,
  setSkip,
  transformStep,
  unwrapStep,
  wrapSteps,
} from '@merlon/language'
import type { ComponentDocument } from '@merlon/protocol'
import { ApiError, call } from '../../../api/client.ts'
import type { StepId } from '../../../document/session.ts'
import { toast } from '../../../ui/toast.tsx'
import { countText } from '../../../ui/words.ts'
import type { Composer } from '../composer.ts'
import { namedListBeside } from './branches.ts'
import { keptField } from './siblings.ts'

/** Between two steps of a list, or in an empty one. */
export interface InsertPlace {
  readonly list: Path
  readonly index: number
}

const stepsText = (count: number): string => countText(count, 'step')
const isInside = (path: Path, other: Path): boolean =>
  other.length > path.length && path.every((part, at) => part === other[at])

export class StepActions {
  /** The composer of this moment. */
  composer: Composer
  private readonly shapes: ComponentShapes
  /** Says what happened to those who do not see it. */
  private readonly announce: (text: string) => void
  /** Called with identities that steps had and have now, in the same order. */
  private readonly onMoved: (before: readonly StepId[], after: readonly StepId[]) => void

  constructor(
    composer: Composer,
    shapes: ComponentShapes,
    announce: (text: string) => void,
    onMoved: (before: readonly StepId[], after: readonly StepId[]) => void,
  ) {
    this.composer = composer
    this.shapes = shapes
    this.announce = announce
    this.onMoved = onMoved
  }

  private get session() {
    return this.composer.session
  }

  /** Steps in the order of the file, without those that lie in another one of them. */
  outermost(ids: readonly StepId[]): OutlineStep[] {
    const wanted = new Set(ids)
    const steps = eachOutlineStep(this.session.current.outline).filter((step) => wanted.has(this.session.idOf(step)))
    return steps.filter(({ path }) => !steps.some((other) => isInside(other.path, path)))
  }

  private paths(ids: readonly StepId[]): Path[] {
    return this.outermost(ids).map(({ path }) => path)
  }

  /** Carries out a change and selects the steps that it brought. */
  private change(label: string, change: Parameters<Composer['edit']>[1]): StepId[] | undefined {
    const { session } = this
    const idsOf = (): StepId[] => eachOutlineStep(session.current.outline).map((step) => session.idOf(step))
    const before = new Set(idsOf())
    if (!this.composer.edit(label, change)) return undefined
    const brought = idsOf().filter((id) => !before.has(id))
    const outer = this.outermost(brought).map((step) => session.idOf(step))
    if (outer.length > 0) this.composer.reveal(outer[0]!)
    if (outer.length > 1) this.composer.select(outer)
    return brought
  }

  /** The place behind a step, or at the end of the steps of the test. */
  placeAfter(id: StepId | undefined): InsertPlace {
    const step = id === undefined ? undefined : this.session.step(id)
    if (step) return { list: step.path.slice(0, -1), index: Number(step.path.at(-1)) + 1 }
    const { sections } = this.session.current.outline
    const main = sections.find(({ field }) => field === 'steps') ?? sections[0]
    return { list: main?.path ?? ['steps'], index: main?.steps.length ?? 0 }
  }

  insert({ list, index }: InsertPlace, source: string, label = 'adding a step'): boolean {
    return this.change(label, (text) => insertSteps(text, list, index, source, this.shapes)) !== undefined
  }

  remove(ids: readonly StepId[]): void {
    const paths = this.paths(ids)
    if (paths.length === 0) return
    const next = this.neighbour(ids)
    const label = `deleting ${stepsText(paths.length)}`
    if (!this.composer.edit(label, (text) => removeSteps(text, paths))) return
    if (next === undefined) this.composer.select([])
    else this.composer.reveal(next)
    toast(`Deleted ${stepsText(paths.length)}`, { action: { label: 'Undo', run: () => this.session.undo() } })
  }

  /** The step to look at when some are gone: the one behind them, or the one before them. */
  private neighbour(ids: readonly StepId[]): StepId | undefined {
    const gone = this.outermost(ids)
    const all = eachOutlineStep(this.session.current.outline)
    const stays = all.filter((step) => !gone.some((one) => one === step || isInside(one.path, step.path)))
    const last = gone.at(-1)?.range.end ?? 0
    const first = gone[0]?.range.start ?? 0
    const next = stays.find(({ range }) => range.start >= last) ?? stays.findLast(({ range }) => range.start < first)
    return next && this.session.idOf(next)
  }

  /** The steps as the YAML of a list. */
  yaml(ids: readonly StepId[]): string {
    return copySteps(this.session.current.text, this.paths(ids))
  }

  /** Inserts what is on the clipboard behind a step: steps, or what a curl command does. */
  async paste(clipboard: string, after: StepId | undefined): Promise<void> {
    const steps = pastedSteps(clipboard) ?? (await this.curlSteps(clipboard))
    if (steps !== undefined) this.insert(this.placeAfter(after), steps, 'pasting')
  }

  private async curlSteps(text: string): Promise<string | undefined> {
    if (!/^\s*(\$\s*)?curl\s/.test(text)) {
      toast('What is on the clipboard is neither steps nor a curl command.', { tone: 'fail' })
      return undefined
    }
    try {
      const { yaml, notes } = await call('readCurl', { body: { text } })
      for (const note of notes.slice(0, 2)) toast(note)
      return yaml
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast(error.message, { tone: 'fail' })
      return undefined
    }
  }

  duplicate(ids: readonly StepId[]): void {
    const paths = this.paths(ids)
    this.change('duplicating', (text) => duplicateSteps(text, paths))
  }

  /** Moves steps to a place; `index` counts as the list is before they are taken out of it. */
  moveTo(ids: readonly StepId[], { list, index }: InsertPlace): boolean {
    const { session } = this
    const moved = this.outermost(ids)
    if (moved.length === 0) return false
    const withInner = (): StepId[] =>
      eachOutlineStep(session.current.outline)
        .filter(({ path }) => moved.some((one) => one.path === path || isInside(one.path, path)))
        .map((step) => session.idOf(step))
    const before = withInner()
    const { revision } = session.current
    const brought = this.change('moving', (text) =>
      moveSteps(
        text,
        moved.map(({ path }) => path),
        list,
        index,
        this.shapes,
      ),
    )
    if (brought === undefined) return false
    if (brought.length === before.length) this.onMoved(before, brought)
    if (session.current.revision === revision) this.follow(moved, { list, index })
    return true
  }

  /** Selects steps where they stand now, having changed places with others that are written the same. */
  private follow(moved: readonly OutlineStep[], { list, index }: InsertPlace): void {
    const inFront = ({ path }: OutlineStep): boolean =>
      pathKey(path.slice(0, -1)) === pathKey(list) && Number(path.at(-1)) < index
    const first = index - moved.filter(inFront).length
    const ids = this.stepsOf(list)
      .slice(first, first + moved.length)
      .map((step) => this.session.idOf(step))
    if (ids[0] !== undefined) this.composer.reveal(ids[0])
    if (ids.length > 1) this.composer.select(ids)
  }

  /** Moves steps past their neighbour; at the end of a list, out of it. */
  move(ids: readonly StepId[], way: 'up' | 'down'): void {
    const steps = this.outermost(ids)
    const place = steps.length === 0 ? undefined : this.placeBeyond(steps, way)
    if (!place) return
    const to = this.placeText(place)
    if (this.moveTo(ids, place)) this.announce(`Moved ${stepsText(steps.length)} ${way}, ${to}`)
  }

  private placeBeyond(steps: readonly OutlineStep[], way: 'up' | 'down'): InsertPlace | undefined {
    const edge = way === 'up' ? steps[0]! : steps.at(-1)!
    const list = edge.path.slice(0, -1)
    const at = Number(edge.path.at(-1))
    const size = this.stepsOf(list).length
    if (way === 'up' && at > 0) return { list, index: at - 1 }
    if (way === 'down' && at < size - 1) return { list, index: at + 2 }
    const around = this.containerOf(list)
    if (around) {
      const beside = namedListBeside(around, list, way)
      if (beside) return { list: beside.path, index: way === 'up' ? beside.steps.length : 0 }
      const index = Number(around.path.at(-1))
      return { list: around.path.slice(0, -1), index: way === 'up' ? index : index + 1 }
    }
    const { sections } = this.session.current.outline
    const section = sections.findIndex(({ path }) => pathKey(path) === pathKey(list))
    const next = sections[section + (way === 'up' ? -1 : 1)]
    return next && { list: next.path, index: way === 'up' ? next.steps.length : 0 }
  }

  /** Moves steps into the container above them. */
  moveIn(ids: readonly StepId[]): void {
    const steps = this.outermost(ids)
    const [first] = steps
    if (!first) return
    const above = this.stepsOf(first.path.slice(0, -1))[Number(first.path.at(-1)) - 1]
    const list = above?.lists[0]
    if (!list) this.announce('There is no container above to move into')
    else if (this.moveTo(ids, { list: list.path, index: list.steps.length }))
      this.announce(`Moved ${stepsText(steps.length)} into ${above.component}`)
  }

  /** Moves steps out of the container around them, behind it. */
  moveOut(ids: readonly StepId[]): void {
    const steps = this.outermost(ids)
    const around = steps[0] && this.containerOf(steps[0].path.slice(0, -1))
    if (!around) return
    const place = { list: around.path.slice(0, -1), index: Number(around.path.at(-1)) + 1 }
    if (this.moveTo(ids, place)) this.announce(`Moved ${stepsText(steps.length)} out of ${around.component}`)
  }

  private stepsOf(list: Path): readonly OutlineStep[] {
    const { outline } = this.session.current
    const lists = [...outline.sections, ...eachOutlineStep(outline).flatMap((step) => step.lists)]
    return lists.find(({ path }) => pathKey(path) === pathKey(list))?.steps ?? []
  }

  private containerOf(list: Path): OutlineStep | undefined {
    return eachOutlineStep(this.session.current.outline).find((step) =>
      step.lists.some(({ path }) => pathKey(path) === pathKey(list)),
    )
  }

  private placeText({ list }: InsertPlace): string {
    const around = this.containerOf(list)
    const named = around?.lists.find(({ field, path }) => field.includes('.') && pathKey(path) === pathKey(list))
    if (named) return `in ${String(named.path.at(-1))}`
    return around ? `in ${around.component}` : `in ${list[0] ?? 'the snippet'}`
  }

  wrap(ids: readonly StepId[], component: ComponentDocument): void {
    const paths = this.paths(ids)
    const fields = Object.fromEntries(
      component.fields.filter(({ required, role }) => required && role !== 'steps').map(({ name }) => [name, '']),
    )
    const steps = component.fields.find(({ role }) => role === 'steps')?.name
    const label = `wrapping in ${component.title}`
    const [first] = paths
    if (!first || !this.composer.edit(label, (text) => wrapSteps(text, paths, component.name, fields, steps))) return
    const around = findStep(this.session.current.outline, first)
    if (around) this.composer.reveal(this.session.idOf(around))
  }

  unwrap(id: StepId): void {
    const step = this.session.step(id)
    if (step) this.change('unwrapping', (text) => unwrapStep(text, step.path))
  }

  transform(id: StepId, to: ComponentDocument): void {
    const step = this.session.step(id)
    const from = step && this.composer.component(step.component)
    if (!step || !from) return
    this.composer.edit(`turning into ${to.title}`, (text) =>
      transformStep(text, step.path, to.name, this.shapes, keptField(from, to)),
    )
  }

  /** Disables steps, or enables them where all are disabled. */
  toggleDisabled(ids: readonly StepId[]): void {
    const steps = this.outermost(ids)
    const disable = steps.some(({ skip }) => skip === undefined)
    const reason = disable ? 'disabled' : undefined
    const paths = steps.map(({ path }) => path)
    if (this.composer.edit(disable ? 'disabling' : 'enabling', (text) => setSkip(text, paths, reason)))
      this.announce(`${disable ? 'Disabled' : 'Enabled'} ${stepsText(steps.length)}`)
  }
}
