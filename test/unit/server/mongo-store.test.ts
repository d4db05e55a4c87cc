import { describe, expect, it } from 'vitest'
import { isGoInstalled } from '../../../lib/cli/test/go.ts'
import { ConfigError } from '../../../lib/server/config.ts'
import { mongoStore } from '../../../lib/server/store/mongo-store.ts'
import { StoreUnavailable } from '../../../lib/server/store/store.ts'
import { newDatabase } from '../../support/mongo-database.ts'
import { startMongo } from '../../support/start-mongo.ts'
import { storeContract } from '../../support/store-contract.ts'

const { TEST_MONGODB_URI: server = '' } = process.env
const hasGo = await isGoInstalled()

describe.skipIf(server === '')('the MongoDB store', () => {
  storeContract(async () => {
    const { uri, remove } = newDatabase(server)
    return { open: async () => mongoStore(uri), env: { MONGODB_URI: uri }, remove }
  })

  it('makes its indexes before the first of many calls that come at once, from any client', async () => {
    const { uri, remove } = newDatabase(server)
    const clients = [mongoStore(uri), mongoStore(uri)]
    const owner = { id: 'a', name: 'Owner', epoch: 1, passphrase: 'hash' }
    const made = await Promise.all([...clients, ...clients].map(client => client.insertOwner(owner)))
    expect(made.filter(Boolean)).toHaveLength(1)
    for (const client of clients) await client.close()
    await remove()
  })
})

describe('a MongoDB store that cannot be reached', () => {
  it.skipIf(!hasGo)(
    'is used as soon as its database is there',
    async () => {
      const mongo = await startMongo()
      if (mongo === undefined) throw new Error('Go is there')
      mongo.signal('SIGKILL')
      const store = mongoStore(mongo.uri)
      await expect(store.ping()).rejects.toThrow(StoreUnavailable)
      await mongo.restart()
      await store.ping()
      await store.close()
      await mongo.stop()
    },
    60_000,
  )

  it('says that it is unavailable, and never who it is', async () => {
    const store = mongoStore('mongodb://someone:hush@127.0.0.1:1/cast')
    const failed = await store.ping().catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(StoreUnavailable)
    expect(JSON.stringify(failed) + String(failed)).not.toContain('hush')
    await store.close()
  })

  it('is refused where its address is none', async () => {
    await expect(mongoStore('mongodb://a:b:c@host/cast').ping()).rejects.toThrow(ConfigError)
  })
})
