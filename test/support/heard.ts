import { until } from './until.ts'

interface Bindable {
  bind(event: string, callback: (data: unknown, metadata?: unknown) => void): unknown
}

/** Everything that an official client's channel, connection or user says under one event name, from now on. */
export class Heard {
  readonly all: unknown[] = []
  readonly metadata: unknown[] = []
  readonly #name: string

  constructor(source: Bindable, name: string) {
    this.#name = name
    source.bind(name, (data, metadata) => {
      this.all.push(data)
      this.metadata.push(metadata)
    })
  }

  /** The first `count` of them, awaited. */
  async first(count = 1): Promise<unknown[]> {
    await until(
      () => this.all.length >= count,
      () => `${count} of ${this.#name}, got ${JSON.stringify(this.all)}`,
    )
    return this.all.slice(0, count)
  }
}
