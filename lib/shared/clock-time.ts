/** Times as a cast's readers see them: in its time zone, on a clock of 24 hours, in the app's English. `at` is ISO 8601. */

/** `14:36` */
export function clockTime(at: string, timeZone: string): string {
  return formatted(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `13 June` */
export function dayAndMonth(at: string, timeZone: string): string {
  return formatted(at, timeZone, { day: 'numeric', month: 'long' })
}

/** `13 Jun`, where there is little room. */
export function shortDay(at: string, timeZone: string): string {
  return formatted(at, timeZone, { day: 'numeric', month: 'short' })
}

/** `Sat 14:36` */
export function weekdayAndTime(at: string, timeZone: string): string {
  return `${formatted(at, timeZone, { weekday: 'short' })} ${clockTime(at, timeZone)}`
}

/** `Sat 13 June` */
export function weekdayAndDay(at: string, timeZone: string): string {
  return `${formatted(at, timeZone, { weekday: 'short' })} ${dayAndMonth(at, timeZone)}`
}

/** `Sat 13 June 2026` */
export function fullDay(at: string, timeZone: string): string {
  return `${weekdayAndDay(at, timeZone)} ${formatted(at, timeZone, { year: 'numeric' })}`
}

/** `Saturday 13 June 2026, 14:36` */
export function dayAndTime(at: string, timeZone: string): string {
  return `${longDay(at, timeZone)}, ${clockTime(at, timeZone)}`
}

/** `Saturday 13 June 2026, 14:36:05 (Europe/Warsaw)` */
export function exactTime(at: string, timeZone: string): string {
  const time = formatted(at, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  return `${longDay(at, timeZone)}, ${time} (${timeZone})`
}

/** `14:36` today, `13 June, 14:36` on any other day. `now` in milliseconds. */
export function timeAndOtherDay(at: string, { now, timeZone }: { now: number; timeZone: string }): string {
  const isToday = fullDay(at, timeZone) === fullDay(new Date(now).toISOString(), timeZone)
  return isToday ? clockTime(at, timeZone) : `${dayAndMonth(at, timeZone)}, ${clockTime(at, timeZone)}`
}

/** How long ago, in words: `just now`, `4 min ago`, `2 h ago`, `3 days ago`. `now` in milliseconds; what lies ahead of it is just now. */
export function timeInWords(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ago`
  const days = Math.floor(hours / 24)
  return days === 1 ? '1 day ago' : `${days} days ago`
}

// One locale for all, so that the server's page and the browser's are the same to the letter.
const LOCALE = 'en-GB'
const formats = new Map<string, Intl.DateTimeFormat>()

function longDay(at: string, timeZone: string): string {
  const weekday = formatted(at, timeZone, { weekday: 'long' })
  return `${weekday} ${formatted(at, timeZone, { day: 'numeric', month: 'long', year: 'numeric' })}`
}

function formatted(at: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const name = JSON.stringify([timeZone, options])
  const format = formats.get(name) ?? formatOf(timeZone, options)
  formats.set(name, format)
  return format.format(new Date(at))
}

function formatOf(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone })
  } catch {
    // An old browser may not know a zone that was renamed since. A time in UTC that says so is better than no page.
    return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC', timeZoneName: 'short' })
  }
}
