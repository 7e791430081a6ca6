export { PatternError, PatternLimitError } from './failure.ts'
export { type Charge, compilePattern, type MatchResult, type Pattern, type Search } from './pattern.ts'
export {
  type ChargeText,
  matchAllPattern,
  type Replacement,
  replacePattern,
  searchPattern,
  splitPattern,
} from './text.ts'
