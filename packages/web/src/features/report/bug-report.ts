/** A failure as Markdown, to paste into an issue. Secrets are masked in reports already. */
import { type Body, curlOf, type RunReport, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { timeText } from '../../ui/words.ts'
import { answerText } from './answer.ts'
import { prettyText, visibleText } from './pretty.ts'

export interface Failure {
  readonly report: RunReport
  readonly test: TestReport
  readonly set: SetReport
  readonly step: StepReport
  /** The request that brought what the step looked at. */
  readonly source: StepReport | undefined
  readonly requestBody: Body | undefined
  readonly responseBody: Body | undefined
}

const MOST_BODY = 4000

/** Longer than any run of backticks inside, as CommonMark wants it. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const valueText = (value: unknown): string => JSON.stringify(value) ?? 'missing'

export function bugReport({ report, test, set, step, source, requestBody, responseBody }: Failure): string {
  const { location, message, expected, actual } = step
  const answer = responseBody && prettyText(responseBody)
  const status = source?.response && answerText(source.response)
  const parts = [
    `## ${test.name}: ${message ?? `${step.label} ${step.status}`}`,
    [
      `- **Test**: \`${location.file}:${location.line}\`, input set *${set.inputSet}*`,
      `- **When**: ${timeText(report.startedAt)}${report.environments.length > 0 ? `, environment ${report.environments.join(', ')}` : ''}`,
      `- **Step**: \`${step.label}\``,
      ...(expected === undefined ? [] : [`- **Expected**: \`${valueText(expected)}\``]),
      ...(actual === undefined && expected === undefined ? [] : [`- **Actual**: \`${valueText(actual)}\``]),
      ...(step.variables ?? []).map(({ name, value, from }) => `- \`${name}\` = \`${valueText(value)}\`, from ${from}`),
    ].join('\n'),
    ...(source?.request ? [`### Request\n\n${fenced(curlOf(source.request, requestBody), 'sh')}`] : []),
    ...(status === undefined ? [] : [`### Response: ${status}`]),
    ...(answer === undefined
      ? []
      : [fenced(visibleText(answer.length > MOST_BODY ? `${answer.slice(0, MOST_BODY)}…` : answer))]),
  ]
  return `${parts.join('\n\n')}\n`
}
