import { alsoKnownAs, askedAs, type Fields, field, type InputOf, orElse, primary, required } from '@merlon/engine'

const basic = field.object(
  { username: required(field.template('The user')), password: required(field.template('The password')) },
  'HTTP basic authentication',
)

export const multipartFields = {
  name: required(field.template('The name of the part')),
  value: field.template('Its text'),
  file: field.file('A file below `files/`'),
  filename: field.template('The file name announced to the server'),
  type: field.template('Its content type'),
  headers: askedAs(field.value('Further headers of the part, as a map'), 'entries'),
} satisfies Fields

export const graphqlFields = {
  query: required(
    field.either(
      [field.object({ file: required(field.file('A file below `files/`')) }, 'A file'), field.template('The query')],
      'The query or mutation',
    ),
  ),
  variables: field.value('Its variables, as a map'),
  operationName: field.template('Which operation, where the query holds several'),
} satisfies Fields

export const bodyFileFields = {
  file: required(field.file('A file below `files/`, streamed as it is')),
  fill: field.boolean('Replace each `${ }` in it'),
} satisfies Fields

export const authFields = {
  basic,
  bearer: field.template('A token, sent as `Authorization: Bearer`'),
} satisfies Fields

/** What a request may take from `config`, in a test and in `merlon.yaml`. */
export const configurableFields = {
  headers: askedAs(
    field.value('Headers of every request; one whose variable is not set yet is left out, `null` removes one'),
    'entries',
  ),
  query: askedAs(field.value('Query parameters of every request'), 'entries'),
  auth: field.either(
    [field.object(authFields, 'How to authenticate'), field.choice(['none'], 'No authentication')],
    'Authentication',
  ),
  mode: field.template('How bodies are read'),
  expect: field.value('Which answers are expected'),
  connectTimeout: field.duration('How long connecting may take'),
  maxResponseSize: field.bytes('The largest body that is read'),
  followRedirects: field.boolean('Follow redirects; where nothing is said, for GET and HEAD only'),
  maxRedirects: field.whole('How many redirects are followed', { least: 0 }),
} satisfies Fields

/** Known to `config` only. */
export const configOnlyFields = {
  baseUrl: field.template('Joined to a `url` that begins with `/`'),
  requestTimeout: field.duration('How long one request may take (30s)'),
} satisfies Fields

export const requestFields = {
  url: required(primary(field.template('An absolute URL, or a path joined to `baseUrl`'))),
  headers: askedAs(field.value('Headers, as a map; a list repeats the name'), 'entries'),
  query: askedAs(field.value('Query parameters, as a map; a list repeats the name'), 'entries'),
  json: field.value('A JSON body'),
  body: field.either([field.object(bodyFileFields, 'A file'), field.template('Text')], 'A raw body'),
  contentType: field.template('The content type of `body`'),
  form: askedAs(field.value('A URL-encoded form, as a map'), 'entries'),
  multipart: field.list(field.object(multipartFields, 'A part'), 'The parts of a multipart form'),
  graphql: field.object(graphqlFields, 'A GraphQL operation'),
  auth: configurableFields.auth,
  var: orElse(
    field.variable('The variable that receives the parsed body; beside it `…_source` and `…_response`'),
    'payload',
  ),
  mode: field.template('How the body is read: auto (by content type), json, xml, html, text, csv, binary'),
  expect: field.value('A status (`404`, `[200, 404]`, `2xx`, `any`), or a map of `status`, `body` and `errors`'),
  timeout: field.duration('How long the request may take (30s)'),
  connectTimeout: configurableFields.connectTimeout,
  maxResponseSize: configurableFields.maxResponseSize,
  followRedirects: configurableFields.followRedirects,
  maxRedirects: configurableFields.maxRedirects,
  stopOnFail: alsoKnownAs(field.boolean('End the input set when this fails'), 'stoponfail'),
  footprint: field.template('Names the endpoint in metrics, where the URL varies: `/items/[id]`'),
} satisfies Fields

export type RequestInput = InputOf<typeof requestFields>

export const bodyGroup = ['json', 'body', 'form', 'multipart', 'graphql'] as const
