import { defineHelper } from './define-helper.ts'
import { needWhole } from './shared/arguments.ts'
import { repeated, wholeBetween, wholeBounds } from './shared/random.ts'

const MOST = 1_000_000

export default defineHelper({
  name: 'N',
  summary: 'Random numbers',
  functions: {
    random: {
      signature: 'random(min, max, quantity?)',
      summary: 'A random whole number from min to max, both included; with quantity, a list of that many',
      example: 'N.random(1, 6)',
      run([from, to, quantity], use) {
        const { min, max } = wholeBounds('N.random', from, to)
        if (quantity === undefined) return wholeBetween(use.realm, min, max)
        const count = needWhole('N.random', 'quantity', quantity, 0, MOST)
        return repeated(use, count, () => wholeBetween(use.realm, min, max))
      },
    },
  },
})
