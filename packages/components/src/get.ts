import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'get',
  title: 'GET',
  summary: 'Sends a GET request and keeps what comes back.',
  fields: requestFields,
  method: () => 'GET',
  examples: [
    {
      title: 'Send, and look at what came back',
      outcome: 'passed',
      yaml: '- get: /health\n- assert: payload.status == "ok"',
    },
    {
      title: 'With a header, a query and a name for the body',
      outcome: 'passed',
      yaml: '- get: { url: /retail/product, query: { search: hat }, headers: { key: "${key}" }, var: hats }\n- assert: hats.length > 0',
    },
    {
      title: 'A refusal that is wanted',
      outcome: 'passed',
      yaml: '- get: { url: /retail/product/99, headers: { key: "${key}" }, expect: 404 }',
    },
    {
      title: 'A refusal that is not',
      outcome: 'failed',
      yaml: '- get: { url: /retail/product/99, headers: { key: "${key}" } }',
    },
    { title: 'Nobody listens there', outcome: 'errored', yaml: '- get: http://127.0.0.1:1/' },
  ],
  older: { read: readOlderRequest },
})
