/** Completion, hover and going to a definition, from the language service. */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
  startCompletion,
} from '@codemirror/autocomplete'
import { type Extension, Text } from '@codemirror/state'
import { EditorView, hoverTooltip, keymap } from '@codemirror/view'
import {
  completeYaml,
  type Definition,
  definitionAt,
  type Hover,
  hoverYaml,
  mentionsIn,
  type Completion as Offered,
  type FileKind as ServiceKind,
  type YamlContext,
} from '@merlon/language'
import type { Composer } from '../composer.ts'
import { toOffset, toPosition } from './line-breaks.ts'
import type { Surroundings } from './surroundings.ts'

export interface HelpGiven {
  /** The composer of this moment. */
  readonly composer: () => Composer
  readonly surroundings: Surroundings
  /** Opens what stands in another file. */
  readonly open: (definition: Definition) => void
}

const textOf = ({ doc, lineBreak }: EditorView['state']): string => doc.sliceString(0, doc.length, lineBreak)

export const kindOf = (composer: Composer): ServiceKind =>
  composer.session.current.kind === 'snippet' ? 'snippet' : 'test'

async function contextAt({ composer, surroundings }: HelpGiven, offset: number): Promise<YamlContext> {
  const now = composer()
  const { catalog, names } = now.language
  return { catalog, names, world: await surroundings.at(now, offset), kind: kindOf(now) }
}

/** What may follow a completion at once: the value of a field, the fields of a component. */
const GOES_ON: readonly Offered['kind'][] = ['field', 'component', 'helper']

function applied(offered: Offered, text: string) {
  return (view: EditorView, completion: Completion, from: number, to: number): void => {
    const { state } = view
    const insert = Text.of(offered.insert.split('\n'))
    // The quotes that it needs are placed by the text that was looked at.
    const also = textOf(state) === text ? (offered.also ?? []) : []
    const changes = state.changes([
      { from, to, insert },
      ...also.map((edit) => ({
        from: toPosition(state, edit.start),
        to: toPosition(state, edit.end),
        insert: edit.text,
      })),
    ])
    const before = changes.mapPos(from, -1)
    view.dispatch({
      changes,
      selection: { anchor: before + (offered.caret ?? insert.length) },
      scrollIntoView: true,
      userEvent: 'input.complete',
      annotations: pickedCompletion.of(completion),
    })
    if (GOES_ON.includes(offered.kind)) setTimeout(() => startCompletion(view))
  }
}

function optionOf(offered: Offered, text: string): Completion {
  const { label, kind, detail, documentation } = offered
  return {
    label,
    type: kind,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { info: documentation }),
    apply: applied(offered, text),
  }
}

/** Nobody asked: what merely repeats what stands there, or follows nothing, would be in the way. */
function isWelcome(offered: readonly Offered[], text: string, offset: number): boolean {
  const [first] = offered
  if (!first) return false
  const typed = text.slice(first.range.start, offset)
  if (offered.length === 1 && first.insert.trim() === typed) return false
  return typed !== '' || /[$.{[]$|\$\{\s*$|-\s$/.test(text.slice(Math.max(0, offset - 8), offset))
}

async function complete(given: HelpGiven, context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos } = context
  const text = textOf(state)
  const offset = toOffset(state, pos)
  const around = await contextAt(given, offset)
  const offered = completeYaml(text, offset, around)
  const [first] = offered
  if (!first || (!context.explicit && !isWelcome(offered, text, offset))) return null
  const same = offered.filter(({ range }) => range.start === first.range.start && range.end === first.range.end)
  return {
    from: toPosition(state, first.range.start),
    to: toPosition(state, first.range.end),
    options: same.map((one) => optionOf(one, text)),
    // They come filtered and in order.
    filter: false,
  }
}

const MOST_SHOWN = 600

function withCode(line: string): Node[] {
  return line.split('`').map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part)
    const code = document.createElement('code')
    code.append(part)
    return code
  })
}

function about({ title, text }: Hover): HTMLElement {
  const box = document.createElement('div')
  box.className = 'cm-about'
  const head = document.createElement('strong')
  head.append(title.slice(0, MOST_SHOWN))
  box.append(head)
  for (const line of text.slice(0, 4 * MOST_SHOWN).split('\n')) {
    if (line.trim() === '') continue
    const paragraph = document.createElement('p')
    paragraph.append(...withCode(line))
    box.append(paragraph)
  }
  return box
}

function hover(given: HelpGiven): Extension {
  return hoverTooltip(
    async ({ state }, position) => {
      const offset = toOffset(state, position)
      const context = await contextAt(given, offset)
      const found = hoverYaml(textOf(state), offset, context)
      if (!found) return null
      return {
        pos: toPosition(state, found.range.start),
        end: toPosition(state, found.range.end),
        above: true,
        create: () => ({ dom: about(found) }),
      }
    },
    { hoverTime: 350 },
  )
}

/** Goes where the name at a position is defined: to the step that sets a variable, or into another file. */
export function goToDefinition(view: EditorView, position: number, given: HelpGiven): boolean {
  const { state } = view
  const text = textOf(state)
  const composer = given.composer()
  const context = { catalog: composer.language.catalog, kind: kindOf(composer) }
  const found = definitionAt(text, toOffset(state, position), context)
  if (!found) return false
  const written =
    found.kind === 'variable'
      ? mentionsIn(text, context).find((one) => one.access === 'write' && one.variable === found.name)
      : undefined
  if (!written) {
    given.open(found)
    return true
  }
  const range = { anchor: toPosition(state, written.range.start), head: toPosition(state, written.range.end) }
  view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range.anchor, { y: 'center' }) })
  view.focus()
  return true
}

export function languageHelp(given: HelpGiven): Extension {
  return [
    autocompletion({ override: [(context) => complete(given, context)], icons: false, maxRenderedOptions: 200 }),
    hover(given),
    keymap.of([{ key: 'F12', run: (view) => goToDefinition(view, view.state.selection.main.head, given) }]),
    EditorView.domEventHandlers({
      mousedown: (event, view) => {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false
        const position = view.posAtCoords({ x: event.clientX, y: event.clientY })
        return position !== null && goToDefinition(view, position, given)
      },
    }),
  ]
}
