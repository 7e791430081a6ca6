import { defineOrderAssertion } from './assertion/order.ts'

export default defineOrderAssertion({ name: 'assert-greater', title: 'Greater than', sign: '>', wanted: 1 })
