import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'
import { readOlderRequest } from './request/older.ts'

export default defineRequest({
  name: 'put',
  title: 'PUT',
  summary: 'Sends a PUT request and keeps what comes back.',
  fields: requestFields,
  method: () => 'PUT',
  older: { read: readOlderRequest },
})
