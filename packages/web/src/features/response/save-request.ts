/** Keeps a step as a request of its own, to be sent again without the test. */
import { copySteps, type OutlineStep, valueAt } from '@merlon/language'
import { ApiError, call } from '../../api/client.ts'
import { forget } from '../../api/queries.ts'

const MOST_NAMES = 50

/** A file's name from a step's label: `PUT /cart` as `put-cart`, wherever the server is. */
export function fileNameOf(label: string): string {
  const name = label
    .replace(/https?:\/\/[^/\s]+|\$\{[^}]*\}/g, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return name.slice(0, 60) || 'request'
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ')

/** The file of one step, with the settings of the test that it stands in, such as the base of its URL. */
export function requestFile(text: string, step: OutlineStep): string {
  const config = valueAt(text, ['config'])?.source.trimEnd() ?? ''
  const settings =
    config === '' ? '' : /^[{*&]/.test(config) ? `config: ${config}\n\n` : `config:\n${indented(config)}\n\n`
  return `${settings}steps:\n${indented(copySteps(text, [step.path]).trimEnd())}\n`
}

/** Writes `requests/NAME.yaml`, with a number where there is one already; returns its path. Rejects with an ApiError. */
export async function saveRequest(text: string, step: OutlineStep, label: string): Promise<string> {
  const name = fileNameOf(label)
  for (let number = 1; ; number += 1) {
    const path = `requests/${name}${number === 1 ? '' : `-${number}`}.yaml`
    try {
      await call('writeFile', { path, body: { text: requestFile(text, step), base: null } })
      forget('listFiles')
      return path
    } catch (error) {
      if (!(error instanceof ApiError) || error.problem.status !== 409 || number >= MOST_NAMES) throw error
    }
  }
}
