import { applyOps } from '../../lib/server/apply-ops.ts'
import { readConfig } from '../../lib/server/config.ts'
import { openStore } from '../../lib/server/store/open-store.ts'
import { newPublish } from './sign-in.ts'

// A writer in a process of its own, on the store of its environment: `append-posts.ts <cast> <posts>`. Prints the rev of each.
const [cast = '', posts = '0'] = process.argv.slice(2)
const store = openStore(readConfig(process.env))
const owner = await store.readOwner()
if (owner === null) throw new Error('an owner')
const revs = []
for (let at = 0; at < Number(posts); at += 1) {
  const body = { author: owner.id, sentAt: new Date().toISOString(), ops: [newPublish(`${process.pid}: ${at}`)] }
  const { results } = await applyOps({ store, secret: 'secret', now: Date.now() }, { author: owner, cast, body })
  for (const result of results) revs.push(result.status === 'applied' ? result.rev : result)
}
await store.close()
console.log(JSON.stringify(revs))
