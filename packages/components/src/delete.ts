import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'delete',
  title: 'DELETE',
  summary: 'Sends a DELETE request and keeps what comes back.',
  fields: requestFields,
  method: () => 'DELETE',
  examples: [
    {
      title: 'Clean up',
      outcome: 'passed',
      yaml: '- post: { url: /retail/user, json: { user: "${username}", password: "${password}" }, var: login }\n- delete: { url: /retail/cart, headers: { usertoken: "${login.Token}" } }',
    },
  ],
  older: { read: readOlderRequest },
})
