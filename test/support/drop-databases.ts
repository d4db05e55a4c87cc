import { MongoClient } from 'mongodb'

/** Around the tests: what they leave on a server that is somebody's is removed. */
export default function dropDatabases(): () => Promise<void> {
  const prefix = `pushercast-test-${process.pid}`
  process.env.TEST_DATABASE_PREFIX = prefix
  return async () => {
    const { MONGODB_URI: server } = process.env
    if (server) await dropAll(server, prefix)
  }
}

async function dropAll(server: string, prefix: string): Promise<void> {
  const client = new MongoClient(server)
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true })
  for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase()
  await client.close()
}
