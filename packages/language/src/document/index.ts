export { applyEdits, editsBetween, mapOffset } from './edits.ts'
export { eachOutlineStep, findStep, stepAtOffset, stepsBefore } from './find.ts'
export {
  addInputSet,
  addInputVariable,
  moveInputSet,
  removeInputSet,
  removeInputVariable,
  renameInputSet,
  renameInputVariable,
  setInput,
} from './inputs.ts'
export { type OutlineOptions, outlineOf } from './outline.ts'
export { pathKey, samePath } from './paths.ts'
export { shapesOf } from './shapes.ts'
export * from './steps/index.ts'
export type * from './types.ts'
export { insertAt, moveEntry, removeAt, renameKeyAt, setAt, valueAt } from './values.ts'
