/** One path evaluation on a payload of a megabyte, against the same access written in JavaScript. */
import { compileExpression, type Environment } from '@merlon/language'

export function measurePath(): string {
  const payload = {
    items: Array.from({ length: 5000 }, (_, id) => ({ id, name: `Product number ${id}`, text: 'x'.repeat(150) })),
  }
  const compiled = compileExpression('payload.items[4999].id', { dialect: 'javascript', helperNames: new Set() })
  if ('problem' in compiled) throw new Error(compiled.problem.message)
  const scope = {
    get: (name: string) => (name === 'payload' ? payload : undefined),
    has: () => true,
    set: () => undefined,
    names: () => ['payload'],
  }
  const environment: Environment = {
    scope,
    realm: { now: () => 0, random: () => 0, helper: () => undefined },
    loadText: () => '',
  }
  const rounds = 2_000_000
  const time = (work: () => unknown): number => {
    for (let at = 0; at < 100_000; at += 1) work()
    const began = performance.now()
    for (let at = 0; at < rounds; at += 1) work()
    return ((performance.now() - began) * 1e6) / rounds
  }
  const bare = time(() => payload.items[4999]?.id)
  const own = time(() => compiled.expression.evaluate(environment))
  return `one path evaluation: ${own.toFixed(0)} ns, by hand ${bare.toFixed(0)} ns (budget 1,000)`
}
