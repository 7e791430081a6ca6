import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'patch',
  title: 'PATCH',
  summary: 'Sends a PATCH request and keeps what comes back.',
  fields: requestFields,
  method: () => 'PATCH',
  examples: [
    {
      title: 'JSON',
      outcome: 'passed',
      yaml: '- patch: { url: /echo, json: { price: 12.5 } }\n- assert: payload.json.price == 12.5',
    },
  ],
  older: { read: readOlderRequest },
})
