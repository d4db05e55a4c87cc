/** Lets `perSecond` things through at once, and as many again in each second. */
export class TokenBucket {
  readonly #perSecond: number
  #tokens: number
  #filledAt: number

  /** `now` here and below: steady milliseconds. */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond
    this.#tokens = perSecond
    this.#filledAt = now
  }

  /** Takes one; false when there is none left. */
  take(now: number): boolean {
    const gained = ((now - this.#filledAt) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#perSecond, this.#tokens + gained)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
