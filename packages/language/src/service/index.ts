/**
 * What an editor asks about a text that is being written: what may stand here, what is this, where else is it named.
 * Functions of texts and of what is known around them; none throws, whatever the text is.
 */
export { type BodyNode, bodyTree, modeOfType, treeOf } from './body-tree.ts'
export { completeExpression } from './complete-expression.ts'
export { completeTemplate } from './complete-template.ts'
export { completeYaml } from './complete-yaml.ts'
export {
  type Condition,
  type ConditionOperator,
  type ConditionTerm,
  conditionOperators,
  parseCondition,
  printCondition,
} from './condition.ts'
export { type Definition, definitionAt, type Hover, hoverYaml } from './hover.ts'
export {
  allMentions,
  fileMentions,
  type Mention,
  type MentionContext,
  mentionsIn,
  type NameMention,
  snippetMentions,
} from './mentions.ts'
export { isReserved, looksSecret, suggestedName } from './names.ts'
export { type LoopPath, pathsOf, type ValuePaths } from './paths.ts'
export { previewExpression, previewTemplate, type TextPreview, type ValuePreview } from './preview.ts'
export { type RenameOptions, renameRanges, renameVariable } from './rename.ts'
export * from './world.ts'
