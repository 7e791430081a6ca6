import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'post',
  title: 'POST',
  summary: 'Sends a POST request and keeps what comes back.',
  fields: requestFields,
  method: () => 'POST',
  older: { read: readOlderRequest },
})
