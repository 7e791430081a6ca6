import { defineReporter } from './reporter.ts'

export default defineReporter({
  name: 'events',
  title: 'Events',
  summary: 'What happened, as it happened: one JSON object per line; `merlon report` renders it again in any format',
  extension: 'jsonl',
  flag: 'Write every event as a line of JSON',
  // Not gathered: whoever follows the file wants each line when it happens.
  open: ({ write }) => ({
    event: (event) => write(`${JSON.stringify(event)}\n`),
    finished: () => undefined,
  }),
})
