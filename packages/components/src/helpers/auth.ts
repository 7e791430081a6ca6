import { ExpressionError } from '@merlon/language'
import { defineHelper } from './define-helper.ts'
import { needText, quoted } from './shared/arguments.ts'
import { encodeBase64, encodeUtf8 } from './shared/bytes.ts'

export default defineHelper({
  name: 'Auth',
  summary: 'Credentials for headers',
  functions: {
    basic: {
      signature: 'basic(user, password)',
      summary: 'What follows the word Basic in an Authorization header: base64 of user:password (RFC 7617)',
      example: "'Basic ' + Auth.basic('kim', 's3cret')",
      run([user, password], use) {
        const name = needText('Auth.basic', 'user and password as text', user)
        const secret = needText('Auth.basic', 'user and password as text', password)
        if (name.includes(':')) {
          throw new ExpressionError(`\`Auth.basic\` cannot take a user with a colon: ${quoted(name)}`)
        }
        use.charge(name.length + secret.length)
        use.chargeText(4 * (name.length + secret.length))
        return encodeBase64(encodeUtf8(`${name}:${secret}`))
      },
    },
  },
})
