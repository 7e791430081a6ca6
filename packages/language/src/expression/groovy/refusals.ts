/** What Groovy has and tests may not use, with what to write instead. */
import type { Reader } from './reader.ts'
import type { Token } from './tokens.ts'

/** Words that begin something refused. The value is the help. */
const REFUSED_WORDS: Readonly<Record<string, string | undefined>> = {
  this: 'name the variable itself',
  super: undefined,
  class: 'use a map: `[name: value]`',
  interface: undefined,
  enum: undefined,
  import: 'use the helpers `WSUtil`, `N`, `D`, `F`, `WSCrypto`',
  package: undefined,
  switch: 'use `if` and `else if`',
  assert: 'use an assertion of the test',
  synchronized: undefined,
  goto: undefined,
  do: 'use `while (…) { … }`',
  typeof: 'compare the value itself, or use `WSUtil.isInteger(…)` and its kin',
  function: 'write a closure: `{ a, b -> … }`',
  async: undefined,
  await: undefined,
}

/** Words with a meaning of their own, which cannot name a variable. */
const KEYWORDS = new Set([
  ...[
    'if',
    'else',
    'for',
    'while',
    'return',
    'break',
    'continue',
    'try',
    'catch',
    'finally',
    'throw',
    'throws',
    'case',
  ],
  ...['default', 'in', 'as', 'instanceof', 'def', 'new', 'extends', 'implements', 'final', 'void', 'static', 'native'],
  ...['public', 'private', 'protected', 'abstract', 'transient', 'volatile', 'int', 'long', 'short', 'byte', 'double'],
  ...['float', 'boolean', 'char', 'strictfp'],
])

const NUMBERS_HELP = 'use `.toInteger()`, `.toLong()` or `.toDouble()` of the text'

/** Classes whose functions are refused. Names that a test is likely to use for a variable (`URL`) are not among them. */
const STATIC_CLASSES: Readonly<Record<string, string | undefined>> = {
  System: undefined,
  Class: undefined,
  ClassLoader: undefined,
  Thread: 'use the step `flow` with `command: wait`',
  Runtime: undefined,
  ProcessBuilder: undefined,
  GroovyShell: undefined,
  GroovySystem: undefined,
  Eval: undefined,
  Integer: NUMBERS_HELP,
  Long: NUMBERS_HELP,
  Short: NUMBERS_HELP,
  Double: NUMBERS_HELP,
  Float: NUMBERS_HELP,
  BigDecimal: NUMBERS_HELP,
  BigInteger: NUMBERS_HELP,
  Character: undefined,
  Arrays: 'use the list itself: `[1, 2]`',
  Collections: 'use the functions of the list: `.sort()`, `.reverse()`, `.max()`',
  Calendar: 'use `D.nowMillis()`, `D.plusDays(…)`, `D.format(…)`',
  JsonOutput: 'use `.asJSON()` of the value',
  JsonSlurper: 'use the step `parse`',
  XmlSlurper: 'use the step `parse`',
  XmlParser: 'use the step `parse`',
}

const STATIC_FUNCTIONS: Readonly<Record<string, string>> = {
  'System.currentTimeMillis': 'use `D.nowMillis()` or `new Date().getTime()`',
  'System.getenv': 'use an environment of the project',
  'System.getProperty': 'use an environment of the project',
  'UUID.randomUUID': 'use `F.uuid()`',
  'String.format': 'use a text with `${…}` in it',
  'String.valueOf': 'use `.toString()` of the value',
  'String.join': 'use `.join(…)` of the list',
}

const NEW_CLASSES: Readonly<Record<string, string>> = {
  ArrayList: 'write `[]`',
  LinkedList: 'write `[]`',
  HashSet: 'use `.unique()` of a list',
  HashMap: 'write `[:]`',
  LinkedHashMap: 'write `[:]`',
  TreeMap: 'write `[:]`',
  JsonSlurper: 'use the step `parse`',
  JsonBuilder: 'use `.asJSON()` of the value',
  XmlSlurper: 'use the step `parse`',
  XmlParser: 'use the step `parse`',
  Random: 'use `N.random(min, max)`',
  SimpleDateFormat: 'use `D.format(ms, pattern)` and `D.parse(text)`',
  BigDecimal: NUMBERS_HELP,
  Integer: NUMBERS_HELP,
  String: 'write the text itself',
  URL: 'use a request of the test',
  File: 'use `DS.loadTextFile(name)`',
}

const PACKAGES = new Set(['java', 'javax', 'groovy', 'groovyx', 'sun'])

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** Refuses a word that cannot begin an expression or statement. */
export function checkWord(reader: Reader, word: Token): void {
  if (Object.hasOwn(REFUSED_WORDS, word.text)) reader.refuse(`\`${word.text}\``, word, own(REFUSED_WORDS, word.text))
  if (KEYWORDS.has(word.text)) {
    reader.fail(`expected a value but found \`${word.text}\``, word.start, word.end)
  }
}

/** Refuses a word that cannot name a variable. */
export function checkName(reader: Reader, word: Token): void {
  if (!KEYWORDS.has(word.text)) return
  reader.fail(`expected the name of a variable but found \`${word.text}\``, word.start, word.end)
}

/** Refuses `System.exit(0)` and `java.util.List`, given the current word and the token behind it. */
export function checkStaticAccess(reader: Reader, word: Token, next: Token): void {
  if ((next.text !== '.' && next.text !== '?.') || reader.isDeclared(word.text)) return
  if (PACKAGES.has(word.text)) reader.refuse(`access to Java classes (\`${word.text}\`)`, word)
  const before = reader.text.slice(next.end).match(/^\s*([\p{L}_$][\p{L}\p{N}_$]*)/u)
  const member = before?.[1] ?? ''
  const help = own(STATIC_FUNCTIONS, `${word.text}.${member}`)
  if (help === undefined && !Object.hasOwn(STATIC_CLASSES, word.text)) return
  const end = next.end + (before?.[0].length ?? 0)
  const what = `access to the Java class \`${word.text}\``
  reader.refuse(what, { start: word.start, end }, help ?? own(STATIC_CLASSES, word.text))
}

export function refuseNew(reader: Reader, name: string, place: { start: number; end: number }): never {
  const simple = name.slice(name.lastIndexOf('.') + 1)
  return reader.refuse(`\`new ${name}\``, place, own(NEW_CLASSES, simple))
}

/** Refuses members that lead out of plain values. */
export function checkMember(reader: Reader, name: Token): void {
  if (name.text === 'class') {
    reader.refuse('`.class`', name, "for a member of that name write `['class']`")
  }
  if (name.text === 'metaClass' || name.text === 'getClass') reader.refuse(`\`.${name.text}\``, name)
}
