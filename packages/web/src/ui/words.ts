/** Numbers and times as people say them. */

export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** `12 ms`, `1.4 s`, `3 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** `41 B`, `3.2 kB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

const STEPS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [60, 'second'],
  [3600, 'minute'],
  [86_400, 'hour'],
  [604_800, 'day'],
  [2_629_800, 'week'],
  [31_557_600, 'month'],
]

/** `4 minutes ago`. */
export function agoText(iso: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000)
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (Math.abs(seconds) < 5) return 'just now'
  let unit: Intl.RelativeTimeFormatUnit = 'year'
  let size = 31_557_600
  for (const [at, [limit, name]] of STEPS.entries()) {
    if (Math.abs(seconds) >= limit) continue
    unit = name
    size = at === 0 ? 1 : STEPS[at - 1]![0]
    break
  }
  return format.format(Math.round(seconds / size), unit)
}

export const timeText = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso))

/** A label without the component's own word in front, where that is said beside it. */
export function withoutWord(label: string, component: string, title: string): string {
  for (const word of [component, title]) {
    if (label.toLowerCase() === word.toLowerCase()) return ''
    if (label.toLowerCase().startsWith(`${word.toLowerCase()} `)) return label.slice(word.length + 1).trimStart()
  }
  return label
}
