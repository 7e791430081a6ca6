/** Files that hold one request: their texts, paths, and what becomes of them. */
import { insertSteps, setAt, valueAt } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { likelyFirst, newStep } from '../composer/steps/siblings.ts'
import { fileName, scalarText } from '../tests/scalar-text.ts'

/** A file with these steps, given as the YAML of a list. */
export function withSteps(yaml: string): string {
  const made = insertSteps('steps: []\n', ['steps'], 0, yaml)
  return 'problem' in made ? `steps:\n${yaml.replace(/^(?=.)/gm, '  ')}` : made.text
}

/** What a new request begins with: the component that sends most of them. */
export function newRequestText(catalog: CatalogDocument): string {
  const [component] = likelyFirst(catalog)
  return component ? withSteps(newStep(component)) : 'steps: []\n'
}

/** The same under another name, which stands first. */
export function named(text: string, name: string): string {
  if (valueAt(text, ['name']) !== undefined || /^(---|%)/m.test(text)) {
    const made = setAt(text, ['name'], name)
    if (!('problem' in made)) return made.text
  }
  return `name: ${scalarText(name)}\n\n${text}`
}

const FORBIDDEN = /[\\:*?"<>|]|(^|\/)\.|\/\/|^\/|\/$/

/** Why there can be no such folder; undefined where there can. */
export const folderProblem = (folder: string): string | undefined =>
  FORBIDDEN.test(folder.trim()) ? 'a folder is letters, digits, - and _, with / between folders' : undefined

/** The path of a file in a folder below `top`. */
export function pathFor(top: 'requests' | 'tests', folder: string, name: string): string {
  const inside = folder.trim().replace(new RegExp(`^${top}/?`), '')
  return `${top}/${inside === '' ? '' : `${inside}/`}${fileName(name)}.yaml`
}

/** The folder of a path, without its first part. */
export const folderOf = (path: string): string => path.split('/').slice(1, -1).join('/')
