import { format } from 'node:util'
import { afterEach, expect } from 'vitest'

const said: string[] = []
const tell = console.error
console.error = (...parts) => {
  said.push(format(...parts))
  tell(...parts)
}

afterEach(() => {
  expect(said.splice(0), 'what was said on console.error').toEqual([])
})
