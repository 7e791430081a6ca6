/** By itself, so that a start which needs nothing else of the language loads nothing else. */
export { suggest } from '@merlon/language'
