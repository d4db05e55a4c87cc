/**
 * Runs `work` for a key, never twice at a time: whoever asks while it runs gets one more run behind it, as the running one
 * may have looked already.
 */
export function singleFlight(work: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const flights = new Map<string, { again: boolean; done: Promise<void> }>()
  const fly = async (key: string, flight: { again: boolean }): Promise<void> => {
    try {
      do {
        flight.again = false
        await work(key)
      } while (flight.again)
    } finally {
      flights.delete(key)
    }
  }
  return key => {
    const running = flights.get(key)
    if (running) {
      running.again = true
      return running.done
    }
    const flight = { again: false, done: Promise.resolve() }
    flights.set(key, flight)
    flight.done = fly(key, flight)
    return flight.done
  }
}
