/**
 * The way from a payload's text to its value. The readers of XML, HTML, CSV and YAML are large, so each is loaded when
 * the first text of its kind arrives.
 */
import { parseJson } from './json.ts'
import type { Parsed } from './problem.ts'

export type PayloadMode = 'json' | 'xml' | 'html' | 'csv' | 'yaml' | 'text'

const BY_TYPE: readonly (readonly [RegExp, PayloadMode])[] = [
  [/^application\/xhtml\+xml$|^text\/html$/, 'html'],
  [/^(?:application|text)\/json$|\+json$/, 'json'],
  [/^(?:application|text)\/xml$|\+xml$/, 'xml'],
  [/^text\/csv$/, 'csv'],
  [/yaml$/, 'yaml'],
  [/^text\/|^application\/(?:javascript|x-www-form-urlencoded|graphql|sql|x-ndjson)$/, 'text'],
]

/** How a body of a media type, in lower case and without parameters, is read; undefined for one that is no text. */
export const payloadModeOf = (type: string): PayloadMode | undefined =>
  BY_TYPE.find(([pattern]) => pattern.test(type))?.[1]

export const loadXmlReader = (): Promise<typeof import('./xml.ts')> => import('./xml.ts')
export const loadHtmlReader = (): Promise<typeof import('./html.ts')> => import('./html.ts')
export const loadCsvReader = (): Promise<typeof import('./csv.ts')> => import('./csv.ts')
export const loadYamlReader = (): Promise<typeof import('./yaml.ts')> => import('./yaml.ts')

/** Reads a payload in the given mode. A text that cannot be read is a problem, never a rejection. */
export async function parsePayload(mode: PayloadMode, text: string): Promise<Parsed<unknown>> {
  switch (mode) {
    case 'json':
      return parseJson(text)
    case 'xml':
      return (await loadXmlReader()).parseXml(text)
    case 'html':
      return { value: (await loadHtmlReader()).parseHtml(text) }
    case 'csv':
      return (await loadCsvReader()).parseCsv(text)
    case 'yaml':
      return (await loadYamlReader()).parseYaml(text)
    case 'text':
      return { value: text }
  }
}
