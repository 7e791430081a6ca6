/** Texts that are a URL, an e-mail address, a date …, each checked as a whole. */

/** An absolute URL (RFC 3986) with a scheme and a host; letters beyond ASCII may stand unescaped (RFC 3987). */
export function isUrl(text: string): boolean {
  const parts = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/is.exec(text)
  if (!parts) return false
  const [, authority = '', rest = ''] = parts
  if (/[\s\p{C}<>"{}|\\^`]/u.test(text) || /%(?![0-9a-f]{2})/i.test(text) || /[[\]]/.test(rest)) return false
  const [, host = '', port = ''] = /^(?:[^@[\]]*@)?(\[[^[\]@]*\]|[^@:[\]]*)(?::(\d*))?$/.exec(authority) ?? []
  return isHost(host) && Number(port) <= 65_535
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return isIpV6(host.slice(1, -1))
  if (host.length > 253 || host === '') return false
  const labels = host.replace(/\.$/, '').split('.')
  if (labels.length > 1 && /^\d+$/.test(labels.at(-1) ?? '')) return isIpV4(host)
  return labels.every((label) => /^(?:[\p{L}\p{M}\p{N}_~-]|%[0-9a-f]{2})+$/iu.test(label) && label.length <= 63)
}

function isIpV4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text)
}

/** RFC 4291 §2.2: eight groups, one run of zero groups written `::`, perhaps an IPv4 address in place of the last two. */
function isIpV6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const hasIpV4 = last.includes('.') && !text.endsWith('::')
  if (hasIpV4 && !isIpV4(last)) return false
  const plain = hasIpV4 ? groups.slice(0, -1) : groups
  const count = plain.length + (hasIpV4 ? 2 : 0)
  return plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count <= 7 : count === 8)
}

/** One `@`, something before it, a dotted domain after it, no white space (a rule simpler than RFC 5322). */
export function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@')
  if (more.length > 0 || local === '' || /[\s\p{C}<>()",;:\\[\]]/u.test(text)) return false
  const labels = domain.split('.')
  return labels.length > 1 && labels.every((label) => /^[\p{L}\p{M}\p{N}-]+$/u.test(label) && !/^-|-$/.test(label))
}

/** 7 to 15 digits (the most that ITU-T E.164 has), among them blanks and `+ ( ) . -`; perhaps an extension. */
export function isPhone(text: string): boolean {
  if (text.length > 60) return false
  const number = text.replace(/ *(?:,? *(?:ext\.?|extension)|x|#) *\d{1,7}$/i, '')
  return /^[(]?\+?[\d(). -]+$/.test(number) && /^\d{7,15}$/.test(number.replace(/[+(). -]/g, ''))
}

/** RFC 9562, any version, letters of either case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}

/** `full-date` of RFC 3339, a day that the calendar has. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  if (month < 1 || month > 12) return 0
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i

/** `date-time` of RFC 3339, offset included; second 60 only where a leap second can be, at 23:59 UTC. */
export function isDateTime(text: string): boolean {
  const time = timePattern.exec(text.slice(11))
  if (!time || !isDate(text.slice(0, 10)) || !/[Tt]/.test(text.charAt(10))) return false
  const [hour = 0, minute = 0, second = 0] = time.slice(1, 4).map(Number)
  const [offsetHour = 0, offsetMinute = 0] = time.slice(5, 7).map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false
  const offset = (offsetHour * 60 + offsetMinute) * (time[4] === '-' ? -1 : 1)
  const minuteOfDay = (hour * 60 + minute - offset + 2 * 1440) % 1440
  return second < 60 || minuteOfDay === 1439
}
