/** Standard input: piped in whole, or typed by somebody who should not see it. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { exit } from '../exit.ts'

/** Everything that is piped in, as text. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Asks on the terminal and shows nothing of what is typed. Ctrl-C ends the process. */
export function askSecretly(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  // From here on the terminal itself shows nothing either.
  process.stderr.write(question)
  return new Promise((resolve) => {
    lines.once('SIGINT', () => {
      lines.close()
      process.exit(exit.interrupted)
    })
    lines.once('close', () => resolve(''))
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
      process.stderr.write('\n')
    })
  })
}
