/** How code looks, in the colours of the page: the same rules serve light and dark. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent-text)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--number)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--muted)' },
  { tag: [tags.typeName, tags.labelName, tags.keyword, tags.meta], color: 'var(--flow)' },
])

const popover = {
  backgroundColor: 'var(--raised)',
  color: 'var(--text)',
  border: 'none',
  borderRadius: '8px',
  boxShadow: 'var(--shadow-pop)',
}

const frame = {
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--panel)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '20px', overflow: 'auto' },
  '.cm-content': { padding: '8px 0 40vh', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 12px 0 8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 10px', minWidth: '36px' },
  '.cm-foldGutter .cm-gutterElement': { width: '16px', cursor: 'pointer', textAlign: 'center' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sunken)',
    border: '1px solid var(--line)',
    color: 'var(--muted)',
    padding: '0 6px',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--field)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'var(--fail-soft)',
    color: 'var(--fail)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '2px solid var(--accent)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--skip-soft)' },
  '.cm-template': { color: 'var(--variables)' },
  '.cm-specialChar': { color: 'var(--fail)' },
}

const panels = {
  '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search, .cm-panel.cm-gotoLine': { padding: '6px 36px 6px 10px', fontFamily: 'var(--font-sans)' },
  '.cm-panel.cm-search label': { fontSize: '12px', color: 'var(--muted)', padding: '0 4px' },
  '.cm-textfield': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--field)',
    borderRadius: '7px',
    padding: '2px 8px',
    minHeight: '26px',
    fontSize: '13px',
    fontFamily: 'var(--font-code)',
  },
  '.cm-button, .cm-panel.cm-search [name=close]': {
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: '7px',
    padding: '2px 10px',
    minHeight: '26px',
    fontSize: '13px',
    cursor: 'pointer',
  },
  '.cm-button:hover': { backgroundColor: 'var(--sunken)' },
  '.cm-panel.cm-search [name=close]': { padding: '0', width: '26px', right: '6px', top: '6px', border: 'none' },
}

const popovers = {
  '.cm-tooltip': popover,
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', maxHeight: '17em', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: '12px',
    padding: '2px 8px',
    borderRadius: '5px',
    lineHeight: '20px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionLabel': { flexShrink: '0' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontStyle: 'normal',
    fontSize: '12px',
    color: 'var(--muted)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    maxWidth: '320px',
  },
  '.cm-completionInfo, .cm-about': { padding: '8px 10px', maxWidth: '420px', fontSize: '12px', lineHeight: '1.45' },
  '.cm-completionInfo': { margin: '0 4px', fontFamily: 'var(--font-sans)', whiteSpace: 'pre-wrap' },
  '.cm-about': { fontFamily: 'var(--font-sans)', maxHeight: '320px', overflow: 'auto' },
  '.cm-about strong': { display: 'block', fontFamily: 'var(--font-code)', fontWeight: '600' },
  '.cm-about p': { color: 'var(--muted)', marginTop: '2px', overflowWrap: 'anywhere' },
  '.cm-about code': { fontFamily: 'var(--font-code)', color: 'var(--text)' },
}

const mistakes = {
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--fail) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-active': { backgroundColor: 'var(--fail-soft)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '6px 0 0 5px' },
  // Signs of the page in place of the pictures that come with the package: a disc, and a diamond.
  '.cm-lint-marker': { width: '8px', height: '8px' },
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--fail)', borderRadius: '50%' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--warn)', transform: 'rotate(45deg)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--fail)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--warn)' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '480px', fontFamily: 'var(--font-sans)', fontSize: '12px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--fail)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--warn)' },
  '.cm-mistake-help': { color: 'var(--muted)' },
  '.cm-signs .cm-gutterElement': {
    padding: '0 2px 0 10px',
    fontFamily: 'var(--font-sans)',
    fontSize: '11px',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-sign b': { display: 'inline-block', width: '12px', textAlign: 'center' },
  '.cm-sign-stale': { opacity: '0.7', fontStyle: 'italic' },
  '.cm-story': {
    margin: '2px 12px 4px 8px',
    padding: '4px 10px',
    borderRadius: '6px',
    backgroundColor: 'var(--fail-soft)',
    fontSize: '12px',
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-story dt': { display: 'inline-block', width: '64px', fontFamily: 'var(--font-sans)', color: 'var(--muted)' },
  '.cm-story dd': { display: 'inline' },
}

const comparison = {
  '.cm-changedLine': { backgroundColor: 'var(--pass-soft) !important' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--fail-soft) !important' },
  '.cm-changedText, &.cm-merge-b .cm-changedText': {
    background: 'color-mix(in srgb, var(--pass) 26%, transparent) !important',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--fail) 26%, transparent) !important',
  },
  '.cm-deletedChunk': { paddingLeft: '8px' },
  '.cm-changedLineGutter': { backgroundColor: 'var(--pass) !important' },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { backgroundColor: 'var(--fail) !important' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-collapsedLines': {
    backgroundImage: 'none',
    backgroundColor: 'var(--sunken)',
    color: 'var(--muted)',
    padding: '4px 12px',
    fontFamily: 'var(--font-sans)',
  },
}

/** Everything that makes an editor look like the rest of the page. */
export const look: Extension = [
  EditorView.theme({ ...frame, ...panels, ...popovers, ...mistakes, ...comparison }),
  syntaxHighlighting(highlight),
]
