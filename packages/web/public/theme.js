// Before the first paint, so that a dark page never flashes white.
try {
  const wanted = JSON.parse(localStorage.getItem('merlon.theme') || '"system"')
  const dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
} catch {
  document.documentElement.dataset.theme = 'light'
}
