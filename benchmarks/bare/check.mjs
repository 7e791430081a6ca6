/** Parses every file of FOLDER as YAML, and does nothing with it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'

for (const name of readdirSync(process.env.FOLDER)) {
  const { errors } = parseDocument(readFileSync(join(process.env.FOLDER, name), 'utf8'))
  if (errors.length > 0) throw errors[0]
}
