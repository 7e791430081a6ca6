/** Imports curl commands from scripts and notes: a test for each file, a step for each command. */
import { printTest, printYaml } from '@merlon/language'
import { missingFile } from './curl/files.ts'
import { stepsOfCurl } from './curl/steps-of-curl.ts'
import { defineImporter, type FidelityNote, type ImportInput, type ImportResult } from './importer.ts'
import { openFiles } from './open-files.ts'
import { fileOf, folderOf, safePath, stemOf, UniqueNames } from './shared/names.ts'

const ACCEPTED = ['sh', 'bash', 'curl', 'txt', 'cmd', 'bat']
const isAccepted = (path: string): boolean => ACCEPTED.includes(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '')

async function run({ files, name }: ImportInput): Promise<ImportResult> {
  const open = await openFiles(files)
  const result = new Map<string, string | Uint8Array>([['merlon.yaml', printYaml({ name })]])
  const names = new UniqueNames()
  const changed: FidelityNote[] = []
  const lost: FidelityNote[] = []
  const counts = { tests: 0, steps: 0 }
  for (const [path, file] of [...open].filter(([path]) => isAccepted(path))) {
    const read = stepsOfCurl(file.text())
    if ('problem' in read) {
      if (open.size === 1) throw new Error(read.help === undefined ? read.problem : `${read.problem}; ${read.help}`)
      lost.push({ file: path, message: `this file is left out: ${read.problem}` })
      continue
    }
    const copied = new Set<string>()
    for (const used of read.files) {
      const beside = open.get(`${folderOf(path)}${folderOf(path) && '/'}${used.path}`)
      if (!beside) continue
      copied.add(missingFile(used))
      result.set(`files/${used.path}`, beside.content)
    }
    const notes = read.notes.filter(({ message }) => !copied.has(message))
    changed.push(...notes.map(({ line, message }) => ({ file: path, line, message })))
    const below = safePath(`${folderOf(path)}/${stemOf(path)}`) || 'unnamed'
    const { steps } = read
    result.set(names.claim(`tests/${below}`, '.yaml'), printTest({ name: fileOf(below), steps }))
    counts.tests += 1
    counts.steps += steps.length
  }
  const kept = [...result.keys()].filter((path) => path.startsWith('files/')).length
  const none = { snippets: 0, variables: 0, environments: 0 }
  return { files: result, report: { ...counts, ...none, kept: counts.steps, files: kept, changed, lost } }
}

export default defineImporter({
  kind: 'curl',
  title: 'curl',
  summary: 'Commands as browsers and documentation show them, one or many: a script, a text, or a folder of them',
  accepts: ACCEPTED,
  run,
})
