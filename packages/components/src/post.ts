import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'post',
  title: 'POST',
  summary: 'Sends a POST request and keeps what comes back.',
  fields: requestFields,
  method: () => 'POST',
  examples: [
    {
      title: 'JSON, and what it brings',
      outcome: 'passed',
      yaml: '- post: { url: /retail/user, json: { user: "${username}", password: "${password}" }, var: login }\n- assert-exists: login.Token',
    },
    {
      title: 'A form',
      outcome: 'passed',
      yaml: '- post: { url: /echo, form: { size: M, color: sky blue } }\n- assert: payload.form.color == "sky blue"',
    },
    {
      title: 'A part of a form from a file below `files/`',
      outcome: 'passed',
      yaml: '- post:\n    url: /files\n    multipart: [{ name: file, file: products.csv }]\n    expect: 201',
    },
  ],
  older: { read: readOlderRequest },
})
