import { describe, expect, it } from 'vitest'
import { oneAtATime } from '../../../lib/client/photos/one-at-a-time.ts'

/** Work that ends when it is told to, and says when it begins. */
function job(name: string, seen: string[]) {
  let end = () => {}
  let fail = (_: Error) => {}
  const promise = new Promise<string>((resolve, reject) => {
    end = () => resolve(name)
    fail = reject
  })
  const work = () => {
    seen.push(name)
    return promise
  }
  return { work, end, fail }
}

describe('a queue', () => {
  it('begins work when all before it has ended, well or badly', async () => {
    const seen: string[] = []
    const queue = oneAtATime()
    const [first, second, third] = [job('first', seen), job('second', seen), job('third', seen)]
    const results = [queue(first.work), queue(second.work), queue(third.work)]
    await Promise.resolve()
    expect(seen).toEqual(['first'])
    first.fail(new Error('broken'))
    await expect(results[0]).rejects.toThrow('broken')
    second.end()
    expect(await results[1]).toBe('second')
    third.end()
    expect(await results[2]).toBe('third')
    expect(seen).toEqual(['first', 'second', 'third'])
  })

  it('lets go of waiting work at once when it is no longer wanted, and never begins it', async () => {
    const seen: string[] = []
    const queue = oneAtATime()
    const [first, second] = [job('first', seen), job('second', seen)]
    const stop = new AbortController()
    const running = queue(first.work)
    const waiting = queue(second.work, stop.signal)
    stop.abort(new Error('picked by mistake'))
    await expect(waiting).rejects.toThrow('picked by mistake')
    first.end()
    await running
    await expect(queue(async () => 'third')).resolves.toBe('third')
    expect(seen).toEqual(['first'])
  })

  it('does not begin the next before work that is no longer wanted has ended', async () => {
    const seen: string[] = []
    const queue = oneAtATime()
    const [first, second] = [job('first', seen), job('second', seen)]
    const stop = new AbortController()
    const running = queue(first.work, stop.signal)
    const next = queue(second.work)
    await Promise.resolve()
    stop.abort()
    await expect(running).rejects.toThrow(DOMException)
    expect(seen).toEqual(['first'])
    first.end()
    second.end()
    expect(await next).toBe('second')
  })
})
