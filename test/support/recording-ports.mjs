// Preloaded into the real app (NODE_OPTIONS=--import): listens in on every call to the store and to the Channels host, and
// ends the process as a power cut does before or after one of them. Told by a file, as the app has no back door:
//   {"record": "<file>"}               appends the name of each call
//   {"die": "before store.readCast#2"} SIGKILL at the second such call since it was told so
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

const PORTS = Symbol.for('pushercast.ports')
const orders = process.env.TEST_ORDERS_FILE ?? ''
let ports

// The app puts its ports on the global before anything uses them; what it reads back is what stands here.
Object.defineProperty(globalThis, PORTS, {
  configurable: true,
  get: () => ports,
  set(opened) {
    ports = { store: listened('store', opened.store), channels: listened('channels', opened.channels) }
  },
})

function listened(port, target) {
  return new Proxy(target, {
    get(_target, name) {
      const member = target[name]
      return typeof member === 'function'
        ? (...args) => call(`${port}.${String(name)}`, () => member.apply(target, args))
        : member
    },
  })
}

function call(name, run) {
  const { record, die } = readOrders()
  if (record) appendFileSync(record, `${name}\n`)
  const at = `${name}#${countCall(name)}`
  if (die === `before ${at}`) process.kill(process.pid, 'SIGKILL')
  const result = run()
  if (die !== `after ${at}`) return result
  return Promise.resolve(result).then(() => process.kill(process.pid, 'SIGKILL'))
}

let told = ''
const calls = new Map()

function readOrders() {
  const text = existsSync(orders) ? readFileSync(orders, 'utf8') : '{}'
  if (text !== told) calls.clear()
  told = text
  return JSON.parse(text || '{}') // it may be read while it is written
}

function countCall(name) {
  calls.set(name, (calls.get(name) ?? 0) + 1)
  return calls.get(name)
}
