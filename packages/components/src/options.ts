import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'options',
  title: 'OPTIONS',
  summary: 'Sends an OPTIONS request and keeps what comes back.',
  fields: requestFields,
  method: () => 'OPTIONS',
  examples: [
    {
      title: 'What is allowed',
      outcome: 'passed',
      yaml: '- options: /health\n- assert: payload_response.headers.allow.includes("GET")',
    },
  ],
  older: { read: readOlderRequest },
})
