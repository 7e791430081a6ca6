/** Against the vectors that AWS publishes: its signing test suite, and the examples of the S3 documentation. */
import { nodeCodec } from '@merlon/host'
import { describe, expect, test } from 'vitest'
import { type AwsScope, awsAuthorization } from './aws-signature.ts'

const suite: AwsScope = {
  accessKey: 'AKIDEXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
  date: '20150830T123600Z',
}

const EMPTY = nodeCodec.sha256('')
const SESSION =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=='

const UNRESERVED = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function signature(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[] = [],
  scope: AwsScope = suite,
  payloadHash = EMPTY,
): string {
  const at = target.indexOf('?')
  const [path, query] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
  const all = [['Host', 'example.amazonaws.com'] as const, ...headers, ['X-Amz-Date', scope.date] as const]
  const value = awsAuthorization({ method, path, query, headers: all, payloadHash }, scope, nodeCodec)
  return /Signature=([0-9a-f]{64})$/.exec(value)?.[1] ?? value
}

describe('the signing test suite', () => {
  test.each<[string, string, string]>([
    ['nothing but a host', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['a relative path', '/example/..', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'two relative steps',
      '/example1/example2/../..',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    ['a dot', '/./', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['a pointless dot', '/./example', 'ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5'],
    ['two slashes', '//', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['slashes around', '//example//', '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84'],
    ['a space', '/example space/', '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741'],
    ['unreserved characters', `/${UNRESERVED}`, '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f'],
    ['UTF-8', '/ሴ', '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
    ['a query', '/?Param1=value1', 'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb'],
    [
      'a query whose encoding is sorted',
      '/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1',
      '371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac',
    ],
    [
      'a query to be sorted',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'a query of unreserved characters',
      `/?${UNRESERVED}=${UNRESERVED}`,
      '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
    ],
    ['a query in UTF-8', '/?ሴ=bar', '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04'],
  ])('%s', (_what, target, expected) => {
    expect(signature('GET', target)).toBe(expected)
  })

  test.each<[string, readonly (readonly [string, string])[], string]>([
    [
      'a repeated name',
      [
        ['My-Header1', 'value2'],
        ['My-Header1', 'value2'],
        ['My-Header1', 'value1'],
      ],
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
    [
      'the order of values',
      ['value4', 'value1', 'value3', 'value2'].map((value) => ['My-Header1', value] as const),
      '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01',
    ],
    [
      'spaces around and between',
      [
        ['My-Header1', ' value1'],
        ['My-Header2', ' "a   b   c"'],
      ],
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
    [
      'a session token',
      [['X-Amz-Security-Token', '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267']],
      '07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8',
    ],
  ])('headers: %s', (_what, headers, expected) => {
    expect(signature('GET', '/', headers)).toBe(expected)
  })

  test.each<[string, string, readonly (readonly [string, string])[], string]>([
    ['nothing but a host', '/', [], '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    ['a query', '/?Param1=value1', [], '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11'],
    ['a header', '/', [['My-Header1', 'value1']], 'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c'],
    [
      'a value in capitals',
      '/',
      [['My-Header1', 'VALUE1']],
      'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    ],
    [
      'a long session token',
      '/',
      [['X-Amz-Security-Token', SESSION]],
      '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
    ],
  ])('POST: %s', (_what, target, headers, expected) => {
    expect(signature('POST', target, headers)).toBe(expected)
  })

  test('a form, whose digest is a header', () => {
    const digest = nodeCodec.sha256('Param1=value1')
    const headers = [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Length', '13'],
      ['X-Amz-Content-Sha256', digest],
    ] as const
    expect(signature('POST', '/', headers, suite, digest)).toBe(
      'd3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b',
    )
  })
})

describe('the examples of S3', () => {
  const s3: AwsScope = {
    accessKey: 'AKIAIOSFODNN7EXAMPLE',
    secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    service: 's3',
    date: '20130524T000000Z',
  }

  function signed(
    method: string,
    path: string,
    query: string,
    payloadHash: string,
    further: readonly (readonly [string, string])[] = [],
  ): string {
    const headers = [
      ['Host', 'examplebucket.s3.amazonaws.com'],
      ['x-amz-content-sha256', payloadHash],
      ['x-amz-date', s3.date],
      ...further,
    ] as const
    return awsAuthorization({ method, path, query, headers, payloadHash }, s3, nodeCodec).replace(/^.*Signature=/, '')
  }

  test('a part of an object, a list of objects, and a subresource are read', () => {
    expect(signed('GET', '/test.txt', '', EMPTY, [['Range', 'bytes=0-9']])).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    )
    expect(signed('GET', '/', 'max-keys=2&prefix=J', EMPTY)).toBe(
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    )
    expect(signed('GET', '/', 'lifecycle', EMPTY)).toBe(
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    )
  })

  test('an object with a character that has to be encoded is put, and encoded once', () => {
    const digest = nodeCodec.sha256('Welcome to Amazon S3.')
    const further = [
      ['Date', 'Fri, 24 May 2013 00:00:00 GMT'],
      ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ] as const
    for (const path of ['/test$file.text', '/test%24file.text'])
      expect(signed('PUT', path, '', digest, further)).toBe(
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      )
  })

  test('a path is taken as it is', () => {
    expect(signed('GET', '/a//b/./c', '', EMPTY)).not.toBe(signed('GET', '/a/b/c', '', EMPTY))
  })
})
