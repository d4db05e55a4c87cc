import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zonedTime, zoneName } from '../../../lib/client/new-cast/zoned-time.ts'
import { seed } from '../../support/seed.ts'

const iso = (date: string, time: string, timeZone: string) =>
  new Date(zonedTime({ date, time, timeZone })).toISOString()

describe('a date and a time on the clocks of a zone', () => {
  it.each([
    ['2026-06-13', '13:00', 'Europe/Warsaw', '2026-06-13T11:00:00.000Z'],
    ['2026-12-13', '13:00', 'Europe/Warsaw', '2026-12-13T12:00:00.000Z'],
    ['2026-06-13', '00:00', 'Asia/Kathmandu', '2026-06-12T18:15:00.000Z'],
    ['2026-06-13', '23:30', 'America/Los_Angeles', '2026-06-14T06:30:00.000Z'],
    ['2026-06-13', '13:00', 'UTC', '2026-06-13T13:00:00.000Z'],
    // The evening before and the morning after the clocks change.
    ['2026-03-28', '23:59', 'Europe/Warsaw', '2026-03-28T22:59:00.000Z'],
    ['2026-03-29', '03:00', 'Europe/Warsaw', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '03:00', 'Europe/Warsaw', '2026-10-25T02:00:00.000Z'],
  ])('%s %s in %s is %s', (date, time, timeZone, expected) => {
    expect(iso(date, time, timeZone)).toBe(expected)
  })

  it('is what those clocks then show, but for the hour that does not exist', () => {
    const zone = fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC')
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zone, moment, (timeZone, at) => {
        const [date = '', time = ''] = shown(at.getTime(), timeZone)
        expect(shown(zonedTime({ date, time, timeZone }), timeZone)).toEqual([date, time])
      }),
      { seed },
    )
  })
})

/** Date and time as a clock there shows them. */
function shown(at: number, timeZone: string): [string, string] {
  const text = new Date(at).toLocaleString('sv-SE', { timeZone }) // 2026-06-13 13:00:00
  return [text.slice(0, 10), text.slice(11, 16)]
}

describe('the name of a zone', () => {
  it.each([
    ['Europe/Warsaw', '2026-06-13', 'Warsaw time (UTC+2)'],
    ['Europe/Warsaw', '2026-12-13', 'Warsaw time (UTC+1)'],
    ['Asia/Kathmandu', '2026-06-13', 'Kathmandu time (UTC+5:45)'],
    ['America/St_Johns', '2026-06-13', 'St Johns time (UTC−2:30)'],
    ['Europe/London', '2026-12-13', 'London time (UTC)'],
    ['UTC', '2026-06-13', 'UTC'],
  ])('%s on %s is called %s', (timeZone, date, name) => {
    expect(zoneName(timeZone, Date.parse(date))).toBe(name)
  })
})
