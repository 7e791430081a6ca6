/** Reads a stored run line by line and writes it as one JSON document. */
import { readFileSync, writeFileSync } from 'node:fs'

const events = readFileSync(process.env.EVENTS, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
writeFileSync(process.env.REPORT, JSON.stringify(events))
