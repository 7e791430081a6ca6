export { writeAtomically } from './atomic-write.ts'
export { builtFile, NotBuiltError } from './built-file.ts'
export { systemClock } from './clock.ts'
export { nodeCodec } from './codec.ts'
export { openFiles, type ProjectFolder } from './files.ts'
export type { Egress } from './http/egress.ts'
export { createHttpPort, type HttpSettings, type NodeHttp } from './http/port.ts'
export { readProxy } from './http/proxy/proxy.ts'
export { realPathInside } from './inside.ts'
export { openKeyValues } from './kv.ts'
export {
  type LoadedProject,
  type LoadedTest,
  type LoadOptions,
  shownPath,
  TestLoader,
  type TestSource,
  testFilesAt,
  testSources,
} from './load-tests.ts'
export { findProject, openProject, type ProjectStore } from './project-store.ts'
export { randomFrom } from './random.ts'
export { inOrder, type Ordered } from './runs/in-order.ts'
export { newRunId, prepareRunFile, runFiles, runsFolder } from './runs/run-files.ts'
export { type Spools, spools } from './runs/spools.ts'
export { eventOn, eventsOf, type StoredEvents, StoredRunError } from './runs/stored-events.ts'
export { openSchemas, schemas } from './schemas/schemas.ts'
export { SHORTEST_SECRET, unreadableSecrets } from './secret-problems.ts'
export { openSecretFile, type SecretFile, secretReader } from './secrets.ts'
export {
  type ObsoleteSnapshots,
  openSnapshots,
  type SnapshotSettings,
  type Snapshots,
  snapshotFile,
  snapshotMode,
} from './snapshots.ts'
export { ensureStateFolder, stateFolderOf } from './state-folder.ts'
export { type TagMatcher, tagMatcher } from './tag-matcher.ts'
export { workerCount } from './worker-count.ts'
export { createWorlds, type Worlds } from './worlds.ts'
