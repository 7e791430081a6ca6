/** Runs kept as files of events in `.merlon/runs/`, by the command and the studio alike. */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureStateFolder, stateFolderOf } from '../state-folder.ts'

const KEPT = 50

export const runsFolder = (project: string): string => join(stateFolderOf(project), 'runs')

/** An id that sorts by time: `20261122T143659123Z-1a2b`. */
export function newRunId(now: number, random: () => number): string {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '')
  return `${time}-${Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, '0')}`
}

/** Run files of a project, newest first. */
export function runFiles(project: string): string[] {
  const folder = runsFolder(project)
  if (!statSync(folder, { throwIfNoEntry: false })) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .reverse()
    .map((name) => join(folder, name))
}

/** Makes the file of a new run and gives its path; makes room by removing the oldest. Throws where nothing can be kept. */
export function prepareRunFile(project: string, id: string): string {
  ensureStateFolder(stateFolderOf(project))
  for (const old of runFiles(project).slice(KEPT - 1)) rmSync(old, { force: true })
  mkdirSync(runsFolder(project), { recursive: true })
  const path = join(runsFolder(project), `${id}.jsonl`)
  writeFileSync(path, '')
  return path
}
