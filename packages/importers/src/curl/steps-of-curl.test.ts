import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CurlSteps, stepsOfCurl } from './steps-of-curl.ts'

function read(text: string): CurlSteps {
  const steps = stepsOfCurl(text)
  if ('problem' in steps) throw new Error(steps.problem)
  return steps
}

const notesOf = (text: string): string[] => read(text).notes.map(({ line, message }) => `${line}: ${message}`)

describe('how a step is written', () => {
  test.each([
    ['curl https://shop.test/cart', '- get: https://shop.test/cart\n'],
    ['curl localhost:8080/a?b=1&c=2', '- get: http://localhost:8080/a?b=1&c=2\n'],
    [
      `curl --json '{"a": 1}' http://x/`,
      '- post: { url: http://x/, headers: { Accept: application/json }, json: { a: 1 } }\n',
    ],
    [
      `curl http://x/ -H 'content-type: application/json' -H 'Content-Length: 7' -H 'Host: x' -d '{"a":1}'`,
      '- post: { url: http://x/, json: { a: 1 } }\n',
    ],
    [
      `curl http://x/ -H 'content-type: application/json' -d '{"a":'`,
      `- post:\n    url: http://x/\n    body: '{"a":'\n    contentType: application/json\n`,
    ],
    ['curl http://x/ -d a=b -d c=d%20e', '- post: { url: http://x/, form: { a: b, c: d e } }\n'],
    ['curl -G http://x/ -d a=b', '- get: { url: http://x/, query: { a: b } }\n'],
    ['curl -L -X POST http://x/', '- post: { url: http://x/, followRedirects: true }\n'],
    ['curl -L --max-redirs 3 http://x/', '- get: { url: http://x/, maxRedirects: 3 }\n'],
    ['curl -m 2.5 --connect-timeout=1 http://x/', '- get: { url: http://x/, timeout: 2.5s, connectTimeout: 1s }\n'],
    ['curl -X PURGE http://x/', '- request: { method: PURGE, url: http://x/ }\n'],
    ['curl -u ann:pw http://x/', '- get: { url: http://x/, auth: { basic: { username: ann, password: pw } } }\n'],
    [`curl 'http://x/\${a}' -H 'X-A: \${b}'`, '- get:\n    url: http://x/\\${a}\n    headers:\n      X-A: \\${b}\n'],
    ['curl "http://$HOST/$A/${B}" # comment', '# comment\n- get: http://${HOST}/${A}/${B}\n'],
    ['curl $BASE/x', '- get: ${BASE}/x\n'],
    [`curl -H 'Host: other.test' http://x`, '- get: { url: http://x, headers: { Host: other.test } }\n'],
    [`curl -H 'Accept:' -H 'X-A:' http://x`, '- get: { url: http://x, headers: { Accept: null } }\n'],
    [
      `curl -d 'a=1&b=2&a=3' http://x`,
      '- post: { url: http://x, body: a=1&b=2&a=3, contentType: application/x-www-form-urlencoded }\n',
    ],
  ])('%s', (text, yaml) => {
    expect(read(text).yaml).toBe(yaml)
  })

  test('commands follow each other, with the comments above them', () => {
    const text =
      '#!/bin/sh\n# Log in\n# as Ann\nsudo curl http://x/1 -d a=1 | jq .token > token\n\n\n$ curl http://x/2 http://x/3\n'
    expect(read(text).yaml).toBe(
      '# Log in\n# as Ann\n- post:\n    url: http://x/1\n    form:\n      a: "1"\n- get: http://x/2\n- get: http://x/3\n',
    )
  })

  test('a command for the command prompt of Windows, with carets', () => {
    const text =
      'curl ^"https://shop.test/a?b=1^&c=%^20d^" ^\r\n  -X ^"PUT^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"b^\\^"^}^"\r\n'
    expect(read(text).yaml).toBe('- put: { url: https://shop.test/a?b=1&c=%20d, json: { a: b } }\n')
  })

  test('a command for PowerShell, with backticks', () => {
    expect(read("curl.exe `\r\n  http://x/ `\r\n  -H 'A: b'").yaml).toBe(
      '- get: { url: http://x/, headers: { A: b } }\n',
    )
  })
})

describe('notes', () => {
  test.each([
    [
      `\ncurl -H 'Authorization: Bearer abc' http://x`,
      ["2: the header 'Authorization' looks like a secret: move it to the vault"],
    ],
    [`curl -b sid=1 http://x`, ["1: the header 'Cookie' looks like a secret: move it to the vault"]],
    [`curl -u ann:pw http://x`, ['1: the password looks like a secret: move it to the vault']],
    [`curl http://ann:pw@x`, ['1: the password looks like a secret: move it to the vault']],
    [`curl --oauth2-bearer abc http://x`, ['1: the token looks like a secret: move it to the vault']],
    [`curl 'http://x?api_key=abc'`, ["1: 'api_key' in the address looks like a secret: move it to the vault"]],
    [
      `curl --json '{"password":"abc"}' http://x`,
      ["1: 'password' in the body looks like a secret: move it to the vault"],
    ],
    [`curl -d token=abc http://x`, ["1: 'token' in the body looks like a secret: move it to the vault"]],
    [
      'curl -H "Authorization: Bearer $TOKEN" http://x',
      ['1: `${TOKEN}` is a variable: give it a value in the vault, or in an environment'],
    ],
    [
      'TOKEN=abc\ncurl http://x',
      ["1: the variable 'TOKEN' is left out: put it into the vault, or into an environment"],
    ],
    ['curl -k http://x', ["1: '--insecure' is left out: certificates are always checked"]],
    [
      'curl -x http://p --retry 3 http://x',
      [
        "1: curl's flag '-x' is left out: a step has nothing like it",
        "1: curl's flag '--retry' is left out: a step has nothing like it",
      ],
    ],
    ['curl --frobnicate http://x', ["1: curl's flag '--frobnicate' is left out: it is not known here"]],
    ['curl http://x -H', ["1: curl's flag '-H' is left out: its value is missing"]],
    ['curl -F a=@/tmp/b.png http://x', ["1: '/tmp/b.png' is read from files/b.png: put it there"]],
    ['curl -F a=@../../b.png http://x', ["1: '../../b.png' is read from files/b.png: put it there"]],
    ['curl --data-binary @d/b.json http://x', ["1: 'd/b.json' is read from files/d/b.json: put it there"]],
    ['wget http://y\ncurl http://x', ["1: 'wget' is left out: it is no curl command"]],
    [
      'curl http://x/[1-3]',
      ['1: curl takes `{a,b}` and `[1-3]` in an address for several addresses; the step sends it as it is'],
    ],
    [
      'curl -d "$(cat x)" http://x',
      ['1: what a command inside of a command gives is not known: put a variable in its place'],
    ],
    ['xz -d x | curl -d @- http://x', ['1: what the standard input holds is not known: put the body into the step']],
    ['curl http://x\ncurl -v', ['2: the command is left out: it has no address']],
    ['curl -sSfiv -o /dev/null -w "%{http_code}" --compressed http://x', []],
  ])('%s', (text, notes) => {
    expect(notesOf(text).filter((note) => !/^1: 'xz'/.test(note))).toEqual(notes)
  })
})

describe('a problem', () => {
  test.each([
    ['', 'there is no curl command in this text'],
    ['wget http://x', 'there is no curl command in this text'],
    ['curl -v', 'the command has no address'],
    ['curl ftp://x/y', "'ftp://x/y' is left out: a step speaks HTTP only"],
    [`\ncurl 'http://x`, 'the quote that begins in line 2 is not closed'],
    ['curl "http://x', 'the quote that begins in line 1 is not closed'],
    ['curl http://x -d "$(cat', 'the command that is put in in line 1 is not closed'],
    ['curl http://x -d @- <<END\na\n', "the text that begins in line 2 does not end with 'END'"],
  ])('%j', (text, problem) => {
    expect(stepsOfCurl(text)).toMatchObject({ problem })
  })
})

test('whatever the text, there are steps or a problem, and never an exception', () => {
  const piece = fc.constantFrom(
    ...'\'"\\$`{}()%&=+@^\n\r\t <>|;#-~:/.é'.split(''),
    'curl ',
    'http://x ',
    '-d ',
    '-H ',
    '-F ',
    '--json ',
    '-G ',
    '-u ',
    '-b ',
    '-T ',
    '-X ',
    '--next ',
    "$'",
    '$(',
    '${A}',
    '<<E\n',
    '\nE\n',
    'a=@b;type=',
    '\ud800',
    '\udfffA\udfff',
    '\\udfff',
    '{"a":',
    '__proto__',
    '[',
    '1e999',
    '-m ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (parts) => {
      const read = stepsOfCurl(`curl http://y ${parts.join('')}`)
      expect('problem' in read ? typeof read.problem : typeof read.yaml).toBe('string')
    }),
    { numRuns: 3000 },
  )
})

test('long and deep texts are read, and without waiting for long', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const texts = [
    `curl --json '${deep}' http://x`,
    `curl -d '${'a=1&'.repeat(100_000)}b=1' http://x`,
    `curl -d $'${'\\x41'.repeat(100_000)}' http://x`,
    `curl http://x -d ${'"a"'.repeat(150_000)}`,
    `curl http://x ${'$('.repeat(150_000)}`,
    `curl http://x ${"$(printf 'a".repeat(50_000)}`,
    `curl http://x ${'"$('.repeat(100_000)}`,
    `curl http://x ${'`'.repeat(250_000)}`,
    `curl http://x\n`.repeat(10_000),
    `curl http://x ${'^'.repeat(250_000)}\n^"`,
    `curl http://x?${'{'.repeat(250_000)}`,
    `curl http://${'@'.repeat(250_000)}`,
    `curl http://x -F 'a=@b${';type='.repeat(50_000)}'`,
    `curl http://x ${'<<A '.repeat(50_000)}\nA`,
    `curl http://x ${'\\'.repeat(250_000)}`,
  ]
  for (const text of texts) {
    const read = stepsOfCurl(text)
    expect('problem' in read ? read.problem : read.steps.length).toBeTruthy()
  }
})
