import { startMongo } from './start-mongo.ts'

/** Before the unit tests: a MongoDB server for those of its store, the one of MONGODB_URI or a FerretDB. */
export default async function mongoForStores(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI
    return undefined
  }
  const mongo = await startMongo().catch((error: Error) => console.error(error.message))
  if (mongo) {
    process.env.TEST_MONGODB_URI = mongo.uri
    return mongo.stop
  }
  const words = 'The tests of the MongoDB store are not run: they need MONGODB_URI, or Go to build FerretDB with.'
  if (process.env.CI) throw new Error(words)
  console.log(words)
  return undefined
}
