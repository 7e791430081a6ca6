/** A run in which everything happens that a report has to tell. */
import { request, response, type Test } from './build.ts'

export const everything: Test[] = [
  {
    name: 'Login works',
    file: 'tests/login.yaml',
    tags: ['smoke'],
    sets: [
      {
        name: 'a guest',
        notices: ['`local` is never used'],
        steps: [
          {
            component: 'post',
            request: request('POST', 'http://shop.test/login'),
            response: response(401, { statusText: 'Unauthorized' }),
          },
          {
            label: 'each payload',
            steps: [
              {
                status: 'failed',
                index: [1, 0],
                line: 9,
                label: 'login.status == 200',
                message: '`login.status` is 401, not 200',
                expected: 200,
                actual: 401,
                excerpt: { line: 11, column: 14, endColumn: 17, text: '      value: 200' },
                origin: { step: 1, label: 'POST http://shop.test/login', status: 401 },
              },
              { status: 'warned', message: 'it is late' },
            ],
          },
          { status: 'skipped', message: '`payload` never arrived' },
        ],
      },
      { name: 'nobody', status: 'errored', message: '`before` failed, so this input set was not run' },
    ],
  },
  { name: 'A cart', file: 'tests/cart.yaml', tags: [], sets: [{ name: 'default', steps: [{ label: 'a == 1' }] }] },
]
