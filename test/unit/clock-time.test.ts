import { describe, expect, it } from 'vitest'
import { timeAndOtherDay } from '../../lib/shared/clock-time.ts'

describe('a time that may be of another day', () => {
  it('names the day unless it is today, where the cast is', () => {
    const at = '2026-06-13T22:30:00.000Z'
    const said = (now: string, timeZone: string) => timeAndOtherDay(at, { now: Date.parse(now), timeZone })
    expect(said('2026-06-13T23:30:00.000Z', 'UTC')).toBe('22:30')
    expect(said('2026-06-14T00:30:00.000Z', 'UTC')).toBe('13 June, 22:30')
    expect(said('2026-06-14T00:30:00.000Z', 'Europe/Warsaw')).toBe('00:30')
    expect(said('2027-06-13T22:30:00.000Z', 'UTC')).toBe('13 June, 22:30')
  })
})
