import { readFileSync, writeFileSync } from 'node:fs'
import { done, flow } from './client.mjs'

const files = process.env.FILES ? process.env.FILES.split('\n') : []
const times = files.length || Number(process.env.TIMES ?? 1)
const record = process.env.REPORT ? [] : undefined
for (let at = 0; at < times; at += 1) {
  if (files[at]) readFileSync(files[at], 'utf8')
  await flow(record)
}
if (record) writeFileSync(process.env.REPORT, JSON.stringify(record))
done()
