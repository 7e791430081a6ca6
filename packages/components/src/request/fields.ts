import { alsoKnownAs, askedAs, type Fields, field, type InputOf, orElse, primary, required } from '@merlon/engine'
import { authFields } from './auth/auth-fields.ts'

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

export const retryFields = {
  times: required(field.whole('How many attempts may follow the first', { least: 0 })),
  delay: orElse(field.duration('How long to wait before the second attempt'), 500),
  backoff: orElse(field.number('Each wait is so many times as long as the one before'), 1),
  on: orElse(
    field.list(
      field.text('A status, such as `429`, a family, such as `5xx`, or `error`'),
      'After what it is tried again',
    ),
    ['error'],
  ),
} satisfies Fields

export const tlsFields = {
  ca: field.file('Authorities to trust instead of the usual ones: a PEM file below `files/`'),
  cert: field.file('The certificate of the client: a PEM file below `files/`'),
  key: field.file('Its key: a PEM file below `files/`; not needed where `cert` holds it too'),
  pfx: field.file('Certificate and key in one: a PKCS #12 file below `files/`'),
  passphrase: field.template('What opens the key or `pfx`'),
  verify: field.boolean('Whether the certificate of the server is verified; `false` is for test servers only'),
  serverName: field.template('The name that is asked for and verified, instead of the host of the URL'),
} satisfies Fields

const proxyFields = {
  url: required(field.template('Its address, with `user:password@` where it asks for them')),
  bypass: field.list(field.template('A host, or `.example` for all below it'), 'Hosts that are reached without it'),
} satisfies Fields

/** What a request may take from `config`, in a test and in `merlon.yaml`. */
export const configurableFields = {
  headers: askedAs(
    field.value('Headers of every request; one whose variable is not set yet is left out, `null` removes one'),
    'entries',
  ),
  query: askedAs(field.value('Query parameters of every request'), 'entries'),
  auth: field.either(
    [
      field.object(authFields, 'How to authenticate', { oneOf: [['basic', 'digest', 'bearer', 'oauth2', 'awsv4']] }),
      field.choice(['none'], 'No authentication'),
    ],
    'Authentication',
  ),
  mode: field.template('How bodies are read'),
  expect: field.value('Which answers are expected'),
  connectTimeout: field.duration('How long connecting may take'),
  maxResponseSize: field.bytes('The largest body that is read'),
  followRedirects: field.boolean('Follow redirects; where nothing is said, for GET and HEAD only'),
  maxRedirects: field.whole('How many redirects are followed', { least: 0 }),
  retry: field.either(
    [
      field.whole('How many attempts may follow the first, where a request gets no answer', { least: 0 }),
      field.object(retryFields, 'When to try again'),
    ],
    'Further attempts; only the last one decides',
  ),
  tls: field.object(tlsFields, 'How the connection is secured'),
  proxy: field.either(
    [
      field.choice(['false'], 'No proxy, whatever the environment says'),
      field.object(proxyFields, 'A proxy'),
      field.template('The address of a proxy'),
    ],
    'The proxy that requests go through',
  ),
  http: field.choice(['1.1', '2'], 'The version of HTTP'),
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
  retry: configurableFields.retry,
  tls: configurableFields.tls,
  proxy: configurableFields.proxy,
  http: configurableFields.http,
  stopOnFail: alsoKnownAs(field.boolean('End the input set when this fails'), 'stoponfail'),
  footprint: field.template('Names the endpoint in metrics, where the URL varies: `/items/[id]`'),
} satisfies Fields

export type RequestInput = InputOf<typeof requestFields>

export const bodyGroup = ['json', 'body', 'form', 'multipart', 'graphql'] as const
