/**
 * Texts of a shell in which variables are marked, so that they can be taken apart like any other text before they become
 * templates.
 */
import { escapedTemplate } from '../shared/template-text.ts'

/** Half of a surrogate pair stands for no character, so that no text has it once `wellFormed` went over it. */
const MARK = '\udfff'
const MARKED = new RegExp(`(\\\\?)${MARK}(\\w+)${MARK}`, 'g')
const LONE = /[\ud800-\udfff]/gu

/** The text with U+FFFD where half a surrogate pair was, as everything that sends text does it. */
export const wellFormed = (text: string): string => text.replace(LONE, '\ufffd')

export const variable = (name: string): string => `${MARK}${name}${MARK}`

export const variablesIn = (text: string): string[] => [...text.matchAll(MARKED)].map(([, , name]) => name!)

/** The text with its variables taken out. */
export const withoutVariables = (text: string): string => text.replace(MARKED, '$1')

/** Whether text that comes out of JSON could be taken for a marked variable. */
export const looksMarked = (text: string): boolean => /\\udfff/i.test(text)

/** A template that gives the text, with `${name}` for each variable. */
export function templateOf(text: string): string {
  // A backslash before `${` would make it literal, so there it is spelled by an expression.
  return escapedTemplate(text).replace(
    MARKED,
    (_all, slash: string, name: string) => `${slash && "${'\\\\'}"}\${${name}}`,
  )
}
