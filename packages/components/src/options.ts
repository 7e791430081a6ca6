import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'options',
  title: 'OPTIONS',
  summary: 'Sends a OPTIONS request and keeps what comes back.',
  fields: requestFields,
  method: () => 'OPTIONS',
  older: { read: readOlderRequest },
})
