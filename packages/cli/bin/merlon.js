#!/usr/bin/env node
'use strict'
// Runs the bundle from V8's cache of its compiled code; the first run after an installation writes that cache.
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')
const vm = require('node:vm')

const dist = join(__dirname, '../dist')
const main = join(dist, 'main.cjs')
const cache = join(dist, `main-${process.version}-${process.arch}.cache`)

function read(path) {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

function writeCache(script) {
  try {
    const draft = `${cache}.${process.pid}`
    writeFileSync(draft, script.createCachedData())
    renameSync(draft, cache)
  } catch {
    // A folder that cannot be written to only makes the next start slower.
  }
}

function start() {
  const cachedData = read(cache)
  // The bundle is ASCII, which is quicker to read as Latin-1 and takes half the memory.
  const source = `(function(exports,require,module,__filename,__dirname,importModule){${readFileSync(main, 'latin1')}\n})`
  const script = new vm.Script(source, { filename: main, cachedData })
  // A run is what should start quickly, and it compiles what a run needs. Flags change what V8 compiles, so a cache made
  // under them would be refused without them.
  const plain = process.argv[2] === 'run' && process.execArgv.length === 0 && !process.env.NODE_OPTIONS
  if (plain && (cachedData === undefined || script.cachedDataRejected)) process.on('exit', () => writeCache(script))
  const importModule = (path) => import(pathToFileURL(join(dist, path)).href)
  const own = { exports: {} }
  script.runInThisContext()(own.exports, createRequire(main), own, main, dist, importModule)
}

if (['--version', '-V'].includes(process.argv[2])) console.log(require('../package.json').version)
else if (existsSync(main)) start()
else {
  console.error('merlon is not built yet: run `npm run build` in the repository')
  process.exitCode = 2
}
