/** Paths in events: those of the command are relative to the folder that it was started in. */
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { RunEvent } from '@merlon/protocol'

/** A path relative to the project at `root`, with `/`; one that is not in it stays as it is. */
export function projectPath(root: string, folder: string | undefined, file: string): string {
  if (folder === undefined) return file
  const path = relative(root, resolve(root, folder, file))
  if (path === '' || path.startsWith('..') || isAbsolute(path)) return file
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

/** The path of a test whose file is at a path: that of its folder, where it is one of an older format. */
export const testPath = (file: string): string => file.replace(/\/(?:unit|input)\.(?:ya?ml|xml)$/, '')

/** The same event with its paths relative to the project. */
export function withProjectPaths(event: RunEvent, root: string, folder: string | undefined): RunEvent {
  if (folder === undefined) return event
  if (event.type === 'test-started') return { ...event, file: projectPath(root, folder, event.file) }
  if (event.type !== 'step-started' && event.type !== 'step-finished') return event
  const { location } = event.record
  const at = { ...location, file: projectPath(root, folder, location.file) }
  // Of either kind; only the place changes.
  return { ...event, record: { ...event.record, location: at } } as RunEvent
}
