/** Texts that a new test may begin with. */
import { scalarText } from './scalar-text.ts'

export interface Template {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** The whole file for a test of this name. */
  readonly text: (name: string) => string
}

export const templates: readonly Template[] = [
  {
    id: 'empty',
    title: 'Empty',
    summary: 'A name and no steps: add them one by one',
    text: (name) => `name: ${scalarText(name)}\n\nsteps: []\n`,
  },
  {
    id: 'request',
    title: 'One request',
    summary: 'Sends a GET and checks its status',
    text: (name) =>
      `name: ${scalarText(name)}\n\nsteps:\n  - get: \${host}/api/health\n  - assert: payload_response.status == 200\n`,
  },
  {
    id: 'log-in',
    title: 'Log in, then use the token',
    summary: 'Keeps a token as a secret and sends it with the next request',
    text: (name) =>
      `name: ${scalarText(name)}\n\nsteps:\n  - post:\n      url: \${host}/api/retail/user\n      json: { user: "\${username}", password: "\${password}" }\n  - assert-exists: payload.Token\n  - set: { var: access_token, value: "\${payload.Token}", secret: true }\n  - get:\n      url: \${host}/api/retail/cart\n      headers: { usertoken: "\${access_token}" }\n      var: cart\n`,
  },
  {
    id: 'list',
    title: 'Loop over a list',
    summary: 'Checks every element of what comes back',
    text: (name) =>
      `name: ${scalarText(name)}\n\nsteps:\n  - get: \${host}/api/retail/product\n  - each:\n      expression: payload\n      min: 1\n      steps:\n        - assert-is: { expression: _1.id, type: integer }\n        - assert-exists: _1.name\n`,
  },
  {
    id: 'inputs',
    title: 'Several input sets',
    summary: 'Runs the same steps once for each set of values',
    text: (name) =>
      `name: ${scalarText(name)}\n\ninputs:\n  first: { id: 1 }\n  second: { id: 2 }\n\nsteps:\n  - get: \${host}/api/retail/product/\${id}\n  - assert: payload.id == id\n`,
  },
]
