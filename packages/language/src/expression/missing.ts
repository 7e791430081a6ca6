/** What to say about something that is not there. */
import { suggest } from '../suggest.ts'
import { memberNames } from './path.ts'
import type { Resolution } from './types.ts'
import { kindOf } from './values.ts'

const shownNames = 8

/**
 * Says where a resolution broke and what was there:
 * "payload.user is missing; payload has Token, message. Did you mean payload.Token?"
 * @param source the expression's text
 * @param variables names of the variables in scope, for suggestions
 */
export function explainMissing(resolution: Resolution, source: string, variables: Iterable<string> = []): string {
  const { broke, value } = resolution
  if (!broke || (broke.path === '' && value === null)) return `${source} is ${value === null ? 'null' : 'missing'}`
  const { path, at, member } = broke
  if (path === '') {
    const near = suggest(member, variables)
    return `there is no variable ${member}${near === undefined ? '' : `. Did you mean ${near}?`}`
  }
  const step = stepText(member)
  if (at === null || at === undefined)
    return `${path}${step} is missing; ${path} is ${at === null ? 'null' : 'missing'}`
  const names = memberNames(at)
  const near = suggest(member, names)
  const hint = near === undefined ? '' : `. Did you mean ${path}${stepText(near)}?`
  return `${path}${step} is missing; ${path} ${contents(at, names)}${hint}`
}

function contents(at: unknown, names: readonly string[]): string {
  if (Array.isArray(at)) return at.length === 0 ? 'is an empty list' : `is a list of ${at.length}`
  if (names.length === 0) return kindOf(at) === 'a map' ? 'is an empty map' : `is ${kindOf(at)}`
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : ''
  return `has ${names.slice(0, shownNames).join(', ')}${more}`
}

/** A member as it is written after a path. */
function stepText(member: string): string {
  if (/^\d+$/.test(member)) return `[${member}]`
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member) ? `.${member}` : `['${member}']`
}
