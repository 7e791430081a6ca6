import { type HelperFunction, type HelperUse, isOfType, kindOf, textOf, type ValueType } from '@merlon/language'
import { defineHelper } from './define-helper.ts'
import { needText, needWhole, textIn, wrongArgument } from './shared/arguments.ts'
import { isCreditCard } from './shared/card.ts'
import { withQuery } from './shared/query.ts'
import { oneOf, someOf } from './shared/random.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

export default defineHelper({
  name: 'WSUtil',
  summary: 'Checks and small tools',
  functions: {
    exists: {
      signature: 'exists(value)',
      summary: 'True when the value is there: neither missing nor null; for JSON and XML alike',
      run: ([value]) => value !== undefined && value !== null,
    },
    contains: {
      signature: 'contains(value, text)',
      summary: 'True when the text form of the value contains the text; in tests written as XML the text comes first',
      example: "WSUtil.contains('greenhouse', 'house')",
      run: contains,
    },
    isInteger: check('isInteger', 'integer', 'a number without fraction, or text of one'),
    isFloat: check('isFloat', 'float', 'a number, whole ones included, or text of one'),
    isUrl: check('isUrl', 'url', 'an absolute URL with scheme and host'),
    isEmail: check('isEmail', 'email', 'an e-mail address: one @ and a dotted domain'),
    isPhoneNumber: check('isPhoneNumber', 'phone', 'a phone number: 7 to 15 digits with the usual marks'),
    isBoolean: check('isBoolean', 'boolean', 'true, false or one of these words'),
    isCreditCard: {
      signature: 'isCreditCard(value)',
      summary: 'True for a number of a major card network with a right check digit',
      example: "WSUtil.isCreditCard('4111 1111 1111 1111')",
      run: ([value]) => isCreditCard(value),
    },
    isArray: check('isArray', 'array', 'a list, or several XML elements of the same name'),
    isMap: check('isMap', 'map', 'a map, or an XML element with child elements'),
    composeUrl: {
      signature: 'composeUrl(base, parameters)',
      summary:
        'The URL with the members of a map added as query parameters; those it has stay, a list repeats its name',
      example: "WSUtil.composeUrl('https://shop.example/items?page=2', { tag: 'a b' })",
      run: ([base, parameters], use) =>
        withQuery(needText('WSUtil.composeUrl', 'a URL as text', base), parameters, use),
    },
    pick: {
      signature: 'pick(list, n?)',
      summary:
        'One random element of a list; with n, a list of n different ones in their order, or all when there are fewer',
      example: "WSUtil.pick(payload['soap:Body'].Day, 2)",
      run: pick,
    },
    xml: {
      signature: 'xml(text)',
      summary: 'Text escaped for XML, for element text and attributes alike',
      example: "WSUtil.xml('Fish & chips')",
      run([value], use) {
        const text = needText('WSUtil.xml', 'text', value)
        use.charge(text.length)
        use.chargeText(text.length + 5 * (text.match(/[&<>"']/g)?.length ?? 0))
        return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!)
      },
    },
  },
})

function check(name: string, type: ValueType, what: string): HelperFunction {
  return {
    signature: `${name}(value)`,
    summary: `True for ${what}`,
    run([value], use) {
      if (typeof value === 'string') use.charge(value.length)
      return isOfType(value, type)
    },
  }
}

function contains(args: readonly unknown[], use: HelperUse): boolean {
  const [first, second] = args
  const texts = args.slice(0, 2).filter((value) => typeof value === 'string').length
  const objectFirst = texts === 1 ? typeof first !== 'string' : use.dialect === 'javascript'
  const [object, part] = objectFirst ? [first, second] : [second, first]
  const wanted = textIn(part)
  if (wanted === undefined) throw wrongArgument('WSUtil.contains', 'the text to look for', part)
  if (object === undefined || object === null) return false
  const text = textOf(object)
  use.charge(text.length + wanted.length)
  return text.includes(wanted)
}

function pick([list, n]: readonly unknown[], use: HelperUse): unknown {
  const items: readonly unknown[] | undefined = Array.isArray(list) ? list : kindOf(list) === 'xml' ? [list] : undefined
  if (items === undefined) throw wrongArgument('WSUtil.pick', 'a list', list)
  if (n === undefined) return oneOf(use.realm, items)
  const count = needWhole('WSUtil.pick', 'n', n, 0, Number.MAX_SAFE_INTEGER)
  use.chargeList(Math.min(count, items.length))
  use.charge(items.length)
  return someOf(use.realm, items, count)
}
