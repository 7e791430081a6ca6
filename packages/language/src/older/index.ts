/** Tests of the two older forms. XML and its parser are loaded only when a test needs them. */
export { type OlderTestFolder, type OlderTestFolders, olderTestFolders } from './older-files.ts'
export { type OlderTestFiles, readOlderTest } from './read.ts'
