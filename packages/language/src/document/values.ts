/** Changes of whatever stands at a path. */
import { type Change, edited, orProblem, together, UNCHANGED } from './change.ts'
import { collectionOf, placeAt } from './collection.ts'
import { type Content, changed, contentAt, contentOf, contentOfValue, listOf, sameContent, without } from './content.ts'
import { insertAtEdits, missing, moveEntryEdits, removeEdits, renameEdits, setEdits } from './generic.ts'
import { printable, type Written } from './layout.ts'
import { soundSource } from './mistakes.ts'
import { sourceText } from './outline.ts'
import { type PartToChange, partsToChange } from './parts.ts'
import { pathText } from './paths.ts'
import { PlainValues } from './plain.ts'
import { keptSource, Refusal, type Source } from './source.ts'
import type { Edited, Path, WrittenValue } from './types.ts'

/** What stands at a path: also in a file with mistakes, as far as it can be read. */
export function valueAt(text: string, path: Path): WrittenValue | undefined {
  const found = orProblem(() => {
    const source = keptSource(text)
    const place = placeAt(source, path)
    if (!place?.node || !place.item) return place?.node ? rootValue(source) : undefined
    const range = { start: place.item.valueStart, end: Math.max(place.item.valueStart, place.item.end) }
    return { value: new PlainValues(source).of(place.node), source: sourceText(text, range), range }
  })
  return found && 'problem' in found ? undefined : found
}

function rootValue(source: Source): WrittenValue {
  const range = { start: source.root!.range[0], end: source.root!.range[1] }
  return { value: new PlainValues(source).of(source.root), source: sourceText(source.text, range), range }
}

/** What something that is to be written says. Throws a Refusal where it is not YAML. */
export function contentOfWritten(written: Written): Content {
  return 'value' in written ? contentOfValue(written.value) : contentOf(soundSource(written.source), false)
}

/**
 * Sets a value; nothing changes where it stands there already, and in a map or list only what differs. `at` says where
 * among the entries of the map at `holder` the one goes that the change makes there.
 */
export function setChange(
  source: Source,
  path: Path,
  written: Written,
  at?: { readonly holder: Path; readonly index: number },
): Change {
  const content = contentOf(source)
  const value = contentOfWritten(written)
  const there = contentAt(content, path)
  if (there && sameContent(there, value) && ('value' in written || sameSource(source, path, written.source)))
    return { edits: UNCHANGED }
  if (there && 'value' in written) {
    const parts = partsToChange(there, value, printable(written.value), path)
    if (parts) return together(source, parts.map(asChange))
  }
  const after = changed(content, path, () => value)
  const placed = at ? changed(after, at.holder, (map) => lastMoved(map, at.index)) : after
  return { edits: setEdits(source, path, written, at?.index), content: placed }
}

const asChange =
  (part: PartToChange) =>
  (source: Source): Change => {
    if ('value' in part) return setChange(source, part.path, { value: part.value })
    return { edits: removeEdits(source, part.path, 'stays'), content: without(contentOf(source), part.path, false) }
  }

function lastMoved(map: Content | undefined, to: number): Content {
  const entries = map?.kind === 'map' ? map.entries : []
  return { kind: 'map', entries: entries.slice(0, -1).toSpliced(to, 0, ...entries.slice(-1)) }
}

function sameSource(source: Source, path: Path, written: string): boolean {
  const there = valueAt(source.text, path)?.source
  return there === written || there === written.trim()
}

/**
 * Sets the value at a path, and creates what is missing on the way there. A scalar keeps its quotes where the new value
 * allows, a text of several lines becomes a block. With `source`, that is written instead of the value, as YAML.
 */
export function setAt(text: string, path: Path, value: unknown, options: { source?: string } = {}): Edited {
  const written = options.source === undefined ? { value } : { source: options.source }
  return edited(text, (source) => setChange(source, path, written))
}

/**
 * Removes what stands at a path, with the comment behind it and those directly above it. A map that is left empty by it
 * goes as well, unless its own parent would be left empty; a list stays as `[]`.
 */
export function removeAt(text: string, path: Path): Edited {
  return edited(text, (source) => ({
    edits: removeEdits(source, path),
    content: without(contentOf(source), path, true),
  }))
}

/** Renames a key; it keeps its place and its quotes. */
export function renameKeyAt(text: string, path: Path, to: string): Edited {
  return edited(text, (source) => renameChange(source, path, to))
}

export function renameChange(source: Source, path: Path, to: string): Change {
  const edits = renameEdits(source, path, to)
  const content = changed(contentOf(source), path.slice(0, -1), (map) => ({
    kind: 'map',
    entries:
      map?.kind === 'map' ? map.entries.map(([key, value]) => [key === String(path.at(-1)) ? to : key, value]) : [],
  }))
  return { edits, content }
}

/** Inserts an item into a list, in front of the one at `index`; the list is made where there is none. */
export function insertAt(text: string, listPath: Path, index: number, item: unknown): Edited {
  const written: Written = isSource(item) ? item : { value: item }
  return edited(text, (source) => {
    const value = contentOfWritten(written)
    const content = changed(contentOf(source), listPath, (list) => {
      const { items } = listOf(list)
      return { kind: 'list', items: items.toSpliced(Math.max(0, Math.min(index, items.length)), 0, value) }
    })
    return { edits: insertAtEdits(source, listPath, index, written), content }
  })
}

/** A `Written` is told apart from a value by being a map of `source` alone. */
const isSource = (item: unknown): item is { readonly source: string } =>
  typeof item === 'object' &&
  item !== null &&
  Object.keys(item).length === 1 &&
  'source' in item &&
  typeof item.source === 'string'

/** Moves an entry of a map among the others; `from` and `to` are keys or indexes, `to` the index afterwards. */
export function moveEntry(text: string, mapPath: Path, from: string | number, to: string | number): Edited {
  return edited(text, (source) => {
    const place = placeAt(source, mapPath)
    const map = place && collectionOf(source, place.node)
    if (!map) throw missing(mapPath)
    const indexOf = (entry: string | number): number => {
      const index = typeof entry === 'number' ? entry : map.items.findIndex(({ name }) => name === entry)
      if (map.kind !== 'map' || !map.items[index])
        throw new Refusal(`\`${pathText(mapPath)}\` is not a map with an entry '${entry}'`)
      return index
    }
    const [first, last] = [indexOf(from), indexOf(to)]
    const content = changed(contentOf(source), mapPath, (there) => {
      const entries = there?.kind === 'map' ? there.entries : []
      return { kind: 'map', entries: entries.toSpliced(first, 1).toSpliced(last, 0, entries[first]!) }
    })
    return { edits: moveEntryEdits(source, mapPath, first, last), content }
  })
}
