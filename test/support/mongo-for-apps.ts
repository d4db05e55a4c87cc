import { startMongo } from './start-mongo.ts'

/** Before tests whose apps are to run on a MongoDB server: the one of MONGODB_URI, or a FerretDB. */
export default async function mongoForApps(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.MONGODB_URI) return undefined
  const mongo = await startMongo()
  if (mongo === undefined) throw new Error('There is neither a MONGODB_URI nor Go here.')
  process.env.MONGODB_URI = mongo.uri
  return mongo.stop
}
