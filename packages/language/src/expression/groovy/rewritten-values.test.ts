import { describe, expect, test } from 'vitest'
import { compileExpression, compileScript } from '../expression.ts'
import type { Dialect, Environment } from '../types.ts'
import { groovyToJavascript } from './to-javascript.ts'

const variables: Readonly<Record<string, unknown>> = {
  n: 7,
  text: 'Anna, Bob; 12',
  nothing: null,
  words: ['pear', 'fig', 'apple', 'fig'],
  numbers: [10, 9, 1, 30],
  map: { a: 1, b: 2 },
  users: [
    { name: 'Anna', age: 31, tags: ['x', 'y'] },
    { name: 'Bob', age: 17, tags: [] },
    { name: 'Cleo', age: 45, tags: ['z'] },
  ],
}

const environment: Environment = {
  scope: {
    get: (name) => structuredClone(variables[name]),
    has: (name) => Object.hasOwn(variables, name),
    set: () => undefined,
    names: () => Object.keys(variables),
  },
  realm: { now: () => 0, random: () => 0.5, helper: () => undefined },
  loadText: () => '',
}

function evaluated(source: string, dialect: Dialect, script: boolean): unknown {
  const compiled = (script ? compileScript : compileExpression)(source, { dialect, helperNames: new Set() })
  if ('problem' in compiled) throw new Error(`${source}: ${compiled.problem.message}`)
  return compiled.expression.evaluate(environment)
}

describe('rewritten as JavaScript, it has the value it had in Groovy:', () => {
  test.each([
    ['users.findAll { it.age > 18 }.size()', 2],
    ['users.find { it.name == "Bob" }.age', 17],
    ['users.collect { "${it.name}:${it.tags.size()}" }', ['Anna:2', 'Bob:0', 'Cleo:1']],
    ['users*.name', ['Anna', 'Bob', 'Cleo']],
    ['words*.toUpperCase()', ['PEAR', 'FIG', 'APPLE', 'FIG']],
    ['users.any { it.age < 18 } && !users.every { it.age < 18 }', true],
    ['users.inject(0) { sum, it -> sum + it.age }', 93],
    ['users.sum { it.age }', 93],
    ['numbers.sum()', 50],
    ['numbers.sort()', [1, 9, 10, 30]],
    ['numbers.max() - numbers.min()', 29],
    ['users.sort { -it.age }.collect { it.name }', ['Cleo', 'Anna', 'Bob']],
    ['users.sort { a, b -> a.name <=> b.name }.first().name', 'Anna'],
    ['words.unique()', ['pear', 'fig', 'apple']],
    ['words.reverse()', ['fig', 'apple', 'fig', 'pear']],
    ['words[1..2]', ['fig', 'apple']],
    ['words[1..-1]', ['fig', 'apple', 'fig']],
    ['words[0..<2]', ['pear', 'fig']],
    ['words[0..-2].join("+")', 'pear+fig+apple'],
    ['words[-1] + words.last() + words.first()', 'figfigpear'],
    ['words.join()', 'pearfigapplefig'],
    ['words.contains("fig") && "fig" in words && "kiwi" !in words', true],
    ['words.count { it == "fig" }', 2],
    ['map.keySet().size() + map.values().sum()', 5],
    ['map.containsKey("a") && !map.containsKey("c")', true],
    ['map.collect { k, v -> k + v }', ['a1', 'b2']],
    ['map.findAll { k, v -> v > 1 }', { b: 2 }],
    ['map.get("a") + map["b"]', 3],
    ['map + [c: 3]', { a: 1, b: 2, c: 3 }],
    ['words + ["kiwi"]', ['pear', 'fig', 'apple', 'fig', 'kiwi']],
    ['words - ["fig"]', ['pear', 'apple']],
    ['words == ["pear", "fig", "apple", "fig"]', true],
    ['[] == []', true],
    ['text.split(",")[0]', 'Anna'],
    ['text.replaceAll(/[^0-9]/, "").toInteger() + 1', 13],
    ['text.replace(".", "x")', 'Anna, Bob; 12'],
    ['(text =~ /(\\d+)/)[0][1]', '12'],
    ['text ==~ /Anna.*\\d+/', true],
    ['text ==~ /Anna/', false],
    ['text =~ /Bob/ ? 1 : 2', 1],
    ['nothing ?: "default"', 'default'],
    ['nothing?.a?.b', undefined],
    ['nothing || words', true],
    ['n in 1..7 && n !in 1..<7', true],
    ['(n / 2) as int', 3],
    ['2 ** 3 ** 2 + -2 ** 2', 60],
    ['n <=> 8', -1],
    ['(1..4).collect { it * it }', [1, 4, 9, 16]],
    ['(1..n).sum()', 28],
    ['(3..1).join(",")', '3,2,1'],
    ['[a: 1, "b-c": [2], ("k" + n): 3]', { a: 1, 'b-c': [2], k7: 3 }],
    ['[[1, [2]], 3].flatten()', [1, 2, 3]],
  ])('%s', (groovy, value) => {
    const { text, unsupported } = groovyToJavascript(groovy, 'expression')
    expect(unsupported).toEqual([])
    expect(evaluated(groovy, 'groovy', false) ?? undefined).toEqual(value)
    expect(evaluated(text, 'javascript', false) ?? undefined).toEqual(value)
  })

  test.each([
    ['def out = []\nusers.each { if (it.age > 18) { out << it.name } }\nout', ['Anna', 'Cleo']],
    ['def s = 0\nfor (i in 1..4) { if (i == 2) continue\n s += i }\nreturn s', 8],
    ['def s = 0\nfor (int i = 0; i < n; i++) s += i\ns', 21],
    ['def s = ""\nfor (u in users) { s += u.name[0] }\ns', 'ABC'],
    ['def s = 0\n4.times { s += it }\ns', 6],
    ['int half = n / 2\nhalf', 3],
    ['def f = { a, b = 2 -> a * b }\nf(3)', 6],
    ['def m = [:]\nwords.eachWithIndex { w, i -> m[w] = i }\nm', { pear: 0, fig: 3, apple: 2 }],
    ['try { throw new Exception("no") } catch (Exception e) { e.message } finally { }', 'no'],
    ['def i = 0\nwhile (true) { i++\n if (i > 4) break }\ni', 5],
    ['if (users.findAll { it.age > 99 }) { "some" } else { "none" }', 'none'],
    ['def l = [1, 2]\nl[-1] = 5\nl.add(6)\nl', [1, 5, 6]],
    ['def x\nx ?= 4\nx -= 1\nx', 3],
  ])('%s', (groovy, value) => {
    const { text, unsupported } = groovyToJavascript(groovy, 'script')
    expect(unsupported).toEqual([])
    expect(evaluated(groovy, 'groovy', true)).toEqual(value)
    expect(evaluated(text, 'javascript', true)).toEqual(value)
  })
})
