import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'get',
  title: 'GET',
  summary: 'Sends a GET request and keeps what comes back.',
  fields: requestFields,
  method: () => 'GET',
  older: { read: readOlderRequest },
})
