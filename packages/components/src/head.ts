import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'head',
  title: 'HEAD',
  summary: 'Sends a HEAD request and keeps what comes back.',
  fields: requestFields,
  method: () => 'HEAD',
  examples: [
    {
      title: 'The headers alone',
      outcome: 'passed',
      yaml: '- head: /health\n- assert: payload_response.headers["content-type"].startsWith("application/json")',
    },
  ],
  older: { read: readOlderRequest },
})
