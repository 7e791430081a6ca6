import { field, required, StepFault } from '@merlon/engine'
import { defineRequest } from './request/define.ts'
import { requestFields } from './request/fields.ts'

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

export default defineRequest({
  name: 'request',
  title: 'Request',
  summary: 'Sends a request with any method.',
  fields: { method: required(field.template('The method, such as `PROPFIND` or `QUERY`')), ...requestFields },
  examples: [
    {
      title: 'A method that is known only when it runs',
      outcome: 'passed',
      yaml: '- set: { var: verb, value: PUT }\n- request: { method: "${verb}", url: /echo, json: { search: hat } }\n- assert: payload.method == "PUT"',
    },
  ],
  method({ method }, context) {
    if (!context) return method.template.source
    const name = context.text(method, { missing: 'error' }).trim()
    if (!TOKEN.test(name)) throw new StepFault(`'${name}' cannot be a method`, { field: 'method' })
    return name
  },
})
