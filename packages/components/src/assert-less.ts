import { defineOrderAssertion } from './assertion/order.ts'

export default defineOrderAssertion({ name: 'assert-less', title: 'Less than', sign: '<', wanted: -1 })
