/** The moment, in milliseconds, at which a clock in `timeZone` (IANA) shows that date (`2026-06-13`) and time (`13:00`). */
export function zonedTime({ date, time, timeZone }: { date: string; time: string; timeZone: string }): number {
  const asUtc = Date.parse(`${date}T${time}Z`)
  // The offset in force there depends on the moment that is looked for: the second guess is right but in an hour that does not exist.
  const guess = asUtc - offsetAt(asUtc, timeZone)
  return asUtc - offsetAt(guess, timeZone)
}

/** "Warsaw time (UTC+2)": the zone as people call it, and its offset at that moment (milliseconds). */
export function zoneName(timeZone: string, at: number): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  const minutes = offsetAt(at, timeZone) / 60_000
  const hours = Math.floor(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  const offset = minutes === 0 ? '' : `${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${rest}`}`
  return timeZone === 'UTC' ? 'UTC' : `${place} time (UTC${offset})`
}

/** Milliseconds by which clocks there are ahead of UTC at that moment. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
