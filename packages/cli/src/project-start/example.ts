/** The files of a new project: one test that runs against the demo shop, and what stands around it. */
import { demoLogin } from '@merlon/demo-shop'
import { printYaml } from '@merlon/language'

const HOST = 'http://127.0.0.1:8377'

const vault = `# Variables that every test sees. Values of secrets are not here: \`merlon secret set NAME\` keeps them on this machine.
host: ${HOST}
username: ${demoLogin.user}
secrets: [password]
`

const environment = `# \`merlon run -e local\` lets these win over the vault. Add a file for each place that you test: staging.yaml, …
host: ${HOST}
`

const test = `name: A cart keeps what is put in
description: Log in, put products into the cart, and look whether they are there.
tags: [smoke, cart]

config:
  baseUrl: \${host}/api/retail

inputs:
  one shirt: { product: 1, quantity: 1 }
  three of another: { product: 2, quantity: 3 }

steps:
  - post:
      url: /user
      json: { user: "\${username}", password: "\${password}" }
  - set: { var: token, value: "\${payload.Token}", secret: true }

  - put:
      url: /cart
      headers: { usertoken: "\${token}" }
      json: { "\${product}": "\${quantity}" }

  - get: { url: /cart, headers: { usertoken: "\${token}" }, var: cart }
  - assert-equals: { expression: cart.length, value: 1 }
  - each:
      expression: cart
      steps:
        - assert-is: { expression: _1.id, type: integer }
        - assert: _1.quantity == quantity

finally:
  - delete: { url: /cart, headers: { usertoken: "\${token}" } }
`

const readme = (name: string): string => `# ${name}

API tests, run by Merlon: \`merlon run\`. \`merlon check\` finds mistakes without sending anything.
The example in \`tests/\` needs the demo shop: \`merlon demo-shop\`, in another terminal.
Its password, on a machine that has none yet: \`echo ${demoLogin.password} | merlon secret set password\`.
`

/** By path; the secret of the example beside them. */
export function exampleProject(name: string): {
  readonly files: ReadonlyMap<string, string>
  readonly secret: { name: string; value: string }
} {
  const files = new Map([
    ['merlon.yaml', printYaml({ name })],
    ['tests/cart.yaml', test],
    ['vault.yaml', vault],
    ['environments/local.yaml', environment],
    ['.gitignore', '.merlon/\nreport/\n'],
    ['README.md', readme(name)],
  ])
  return { files, secret: { name: 'password', value: demoLogin.password } }
}
