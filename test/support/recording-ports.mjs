// Preloaded into the real app (NODE_OPTIONS=--import): listens in on every call to the store and to the Channels host, and
// ends the process as a power cut does before or after one of them. Told by a file, as the app has no back door:
//   {"record": "<file>"}             appends the name of each call
//   {"die": "before store.readCast"} SIGKILL at the first such call
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
  if (die === `before ${name}`) process.kill(process.pid, 'SIGKILL')
  const result = run()
  if (die !== `after ${name}`) return result
  return Promise.resolve(result).then(() => process.kill(process.pid, 'SIGKILL'))
}

function readOrders() {
  return existsSync(orders) ? JSON.parse(readFileSync(orders, 'utf8')) : {}
}
