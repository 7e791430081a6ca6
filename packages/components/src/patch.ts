import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'patch',
  title: 'PATCH',
  summary: 'Sends a PATCH request and keeps what comes back.',
  fields: requestFields,
  method: () => 'PATCH',
  older: { read: readOlderRequest },
})
