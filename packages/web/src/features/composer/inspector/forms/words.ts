/** Fields and components in the words of a form. */
import type { FieldDocument, NamedField } from '@merlon/protocol'

const WRITTEN: Readonly<Record<string, string>> = {
  url: 'URL',
  json: 'JSON',
  xml: 'XML',
  html: 'HTML',
  csv: 'CSV',
  id: 'ID',
  graphql: 'GraphQL',
  openapi: 'OpenAPI',
  api: 'API',
  http: 'HTTP',
  tls: 'TLS',
  ca: 'CA',
  pfx: 'PFX',
  oauth2: 'OAuth 2.0',
  awsv4: 'AWS signature v4',
}

/** `contentType` as `Content type`. */
export function titleOf(name: string): string {
  const whole = WRITTEN[name.toLowerCase()]
  if (whole !== undefined) return whole
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => WRITTEN[word.toLowerCase()] ?? word.toLowerCase())
  const text = words.join(' ')
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** What a form calls a field. */
export function fieldTitle({ name, role, writes, asked }: NamedField): string {
  if (writes) return 'Variable'
  if (asked === 'condition') return 'Condition'
  return role === 'script' ? 'Script' : titleOf(name)
}

const LONGEST_TITLE = 24

/** What one of several forms of a field is called: the beginning of what is said of it, where that is short. */
export function alternativeTitle({ role, fields = [], options = [], summary }: FieldDocument): string {
  const said = summary.split(/[,:;(]/, 1)[0]!.trim()
  if (said !== '' && said.length <= LONGEST_TITLE && !said.includes('`')) return said
  if (role === 'choice') return options.map(titleOf).join(' or ')
  if (role !== 'object') return role === 'template' || role === 'text' ? 'Text' : titleOf(role)
  const needed = fields.filter(({ required }) => required)
  return (needed.length > 0 ? needed : fields.slice(0, 2)).map(({ name }) => titleOf(name)).join(' or ')
}
