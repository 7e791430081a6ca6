// Loaded into a measured process: says at its end how much memory it held at most, in MB.
process.on('exit', () =>
  require('node:fs').writeFileSync(process.env.MEMORY_FILE, String(process.resourceUsage().maxRSS / 1024)),
)
