#!/usr/bin/env node
import('../dist/main.js').catch((error) => {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist/main.js')) throw error
  console.error('merlon is not built yet: run `npm run build` in the repository')
  process.exitCode = 2
})
