import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'put',
  title: 'PUT',
  summary: 'Sends a PUT request and keeps what comes back.',
  fields: requestFields,
  method: () => 'PUT',
  examples: [
    {
      title: 'Variables as keys and values',
      outcome: 'passed',
      yaml: '- set: { vars: { product: 1, quantity: 2 } }\n- post: { url: /retail/user, json: { user: "${username}", password: "${password}" }, var: login }\n- put: { url: /retail/cart, headers: { usertoken: "${login.Token}" }, json: { "${product}": "${quantity}" } }',
    },
  ],
  older: { read: readOlderRequest },
})
