/** The code editor, put together: what it can do beside showing the text. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, nextDiagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { DocumentSession } from '../../../document/session.ts'
import { type HelpGiven, languageHelp } from './language-help.ts'
import { newLine } from './new-line.ts'
import { outcomes } from './outcomes.ts'
import { syncWith } from './sync.ts'
import { look } from './theme.ts'

/** Shortcuts of the page that the editor must not take: Run, and the inspector. */
const PAGE_KEYS = new Set(['Mod-Enter', 'Mod-i'])

const phrases = EditorState.phrases.of({
  next: 'Next',
  previous: 'Previous',
  all: 'All',
  'match case': 'Match case',
  regexp: 'Regular expression',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
  go: 'Go',
  Diagnostics: 'Mistakes',
  'No diagnostics': 'No mistakes',
})

const templateMatches = new MatchDecorator({
  regexp: /\$\{[^}\n]*\}/g,
  decoration: Decoration.mark({ class: 'cm-template' }),
})

const templates = ViewPlugin.define(
  (view) => ({
    marks: templateMatches.createDeco(view),
    update(update: ViewUpdate) {
      this.marks = templateMatches.updateDeco(update, this.marks)
    },
  }),
  { decorations: ({ marks }) => marks },
)

const folding: Extension = [
  codeFolding({ placeholderText: '…' }),
  foldGutter({
    markerDOM(open) {
      const sign = document.createElement('span')
      sign.append(open ? '⌄' : '›')
      sign.title = open ? 'Fold' : 'Unfold'
      return sign
    },
  }),
]

const basics: Extension = [
  yaml(),
  indentUnit.of('  '),
  EditorState.tabSize.of(2),
  lintGutter(),
  lineNumbers(),
  folding,
  highlightActiveLine(),
  highlightActiveLineGutter(),
  // Control characters and marks that turn the direction of writing are shown as what they are.
  highlightSpecialChars(),
  drawSelection(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  highlightSelectionMatches(),
  search({ top: true }),
  templates,
  EditorView.lineWrapping,
  phrases,
]

const keys = keymap.of([
  ...closeBracketsKeymap,
  ...completionKeymap,
  ...searchKeymap,
  ...foldKeymap,
  { key: 'F8', run: nextDiagnostic },
  indentWithTab,
  { key: 'Enter', run: newLine },
  ...defaultKeymap.filter(({ key }) => key === undefined || !PAGE_KEYS.has(key)),
])

export interface EditorGiven extends HelpGiven {
  readonly session: DocumentSession
  readonly parent: HTMLElement
  /** Hears of every change and every move of the caret. */
  readonly heard: (update: ViewUpdate) => void
}

/** An editor of the text of a session. */
export function createEditor({ session, parent, heard, ...help }: EditorGiven): EditorView {
  const { doc, extension } = syncWith(session)
  return new EditorView({
    parent,
    doc,
    extensions: [
      extension,
      basics,
      languageHelp(help),
      outcomes,
      keys,
      look,
      EditorView.contentAttributes.of({ 'aria-label': 'Code of the test', tabindex: '0', spellcheck: 'false' }),
      EditorView.updateListener.of(heard),
    ],
  })
}
