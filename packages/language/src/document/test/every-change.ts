/** Every change there is, at some place of a file. */
import { readFileSync } from 'node:fs'
import type { CatalogDocument } from '@merlon/protocol'
import {
  addInputSet,
  addInputVariable,
  type ComponentShapes,
  duplicateSteps,
  type Edited,
  extractSteps,
  insertAt,
  insertSteps,
  moveEntry,
  moveInputSet,
  moveSteps,
  type Path,
  removeAt,
  removeInputSet,
  removeInputVariable,
  removeSteps,
  renameInputSet,
  renameInputVariable,
  renameKeyAt,
  setAt,
  setField,
  setInput,
  setSkip,
  setTitle,
  shapesOf,
  transformStep,
  unwrapStep,
  wrapSteps,
} from '../index.ts'

const catalog = new URL('../../../../../generated/catalog.json', import.meta.url)
const known = shapesOf(JSON.parse(readFileSync(catalog, 'utf8')) as CatalogDocument)

/** The catalog's components, and one with several lists of steps by name. */
export const shapes: ComponentShapes = {
  ...known,
  stepFields: (component) => (component === 'parallel' ? ['branches'] : known.stepFields(component)),
}

type Change = (text: string, path: Path, other: Path) => Edited

export const changes: Readonly<Record<string, Change>> = {
  setAt: (text, path) => setAt(text, path, 'new'),
  'setAt a map': (text, path) => setAt(text, path, { a: 1, b: ['two words', '[x]'] }),
  'setAt a source': (text, path) => setAt(text, path, undefined, { source: 'a: 1 # one\nb:\n  - two\n' }),
  removeAt,
  renameKeyAt: (text, path) => renameKeyAt(text, path, 'renamed'),
  insertAt: (text, path) => insertAt(text, path, 0, { get: '/new' }),
  moveEntry: (text, path) => moveEntry(text, path, 0, 1),
  insertSteps: (text, path) => insertSteps(text, path, 0, '- get: /new\n', shapes),
  'insertSteps in a list': (text, path) =>
    insertSteps(text, path.slice(0, -1), 1, '- stop\n- get: { url: /x }\n', shapes),
  removeSteps: (text, path, other) => removeSteps(text, [path, other]),
  moveSteps: (text, path, other) => moveSteps(text, [path], other.slice(0, -1), 1, shapes),
  duplicateSteps: (text, path, other) => duplicateSteps(text, [path, other]),
  wrapSteps: (text, path) => wrapSteps(text, [path], 'each', { expression: 'x[0]' }),
  unwrapStep,
  setField: (text, path) => setField(text, path, ['headers', 'a'], 'b', shapes),
  'setField, removing': (text, path) => setField(text, path, ['url'], undefined, shapes),
  setTitle: (text, path) => setTitle(text, path, 'A title'),
  setSkip: (text, path, other) => setSkip(text, [path, other], 'later'),
  transformStep: (text, path) =>
    transformStep(text, path, 'post', shapes, (field) => (field === 'var' ? undefined : field)),
  extractSteps: (text, path) => extractSteps(text, [path], 'snippet'),
  setInput: (text, path) => setInput(text, String(path[1]), 'product', 1),
  addInputSet: (text) => addInputSet(text, 'another', { product: 1 }),
  removeInputSet: (text, path) => removeInputSet(text, String(path[1])),
  renameInputSet: (text, path) => renameInputSet(text, String(path[1]), 'renamed'),
  moveInputSet: (text) => moveInputSet(text, 0, 1),
  addInputVariable: (text) => addInputVariable(text, 'more'),
  removeInputVariable: (text) => removeInputVariable(text, 'product'),
  renameInputVariable: (text) => renameInputVariable(text, 'product', 'renamed'),
}
