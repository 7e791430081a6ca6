import { askedAs, type Fields, field, type InputOf, orElse, required } from '@merlon/engine'

const user = {
  username: required(field.template('The user')),
  password: required(field.template('The password')),
} satisfies Fields

export const oauthFields = {
  grant: orElse(
    field.choice(['client_credentials', 'password', 'refresh_token'], 'What the token is asked for with'),
    'client_credentials',
  ),
  tokenUrl: required(field.template('The address that gives tokens; a path is joined to `baseUrl`')),
  clientId: required(field.template('The client')),
  clientSecret: field.template('Its secret'),
  scope: field.template('What is asked for, with spaces between'),
  audience: field.template('Whom the token is meant for'),
  username: field.template('The user, for the grant `password`'),
  password: field.template('The password, for the grant `password`'),
  refreshToken: field.template('The token, for the grant `refresh_token`'),
  clientAuth: orElse(field.choice(['header', 'body'], 'Where client and secret are sent'), 'header'),
  params: askedAs(field.value('Further parameters of the token request, as a map'), 'entries'),
} satisfies Fields

const awsFields = {
  accessKey: required(field.template('The id of the access key')),
  secretKey: required(field.template('The secret access key')),
  sessionToken: field.template('The token of temporary credentials'),
  region: required(field.template('The region, such as `eu-central-1`')),
  service: required(field.template('The service, as its endpoint names it: `s3`, `execute-api`')),
} satisfies Fields

export const authFields = {
  basic: field.object(user, 'HTTP basic authentication'),
  digest: field.object(user, 'HTTP digest authentication, with what the server asks for'),
  bearer: field.template('A token, sent as `Authorization: Bearer`'),
  oauth2: field.object(oauthFields, 'A token that is fetched, used by all tests of the run, and renewed'),
  awsv4: field.object(awsFields, 'A signature of AWS, version 4'),
} satisfies Fields

export type OauthInput = InputOf<typeof oauthFields>

/** What a grant needs besides the fields that all need; undefined where nothing is missing. */
export function missingForGrant(input: OauthInput): string | undefined {
  const needed = {
    client_credentials: ['clientSecret'],
    password: ['username', 'password'],
    refresh_token: ['refreshToken'],
  } as const
  const missing = needed[input.grant].find((name) => input[name] === undefined)
  return missing && `the grant '${input.grant}' needs '${missing}'`
}
