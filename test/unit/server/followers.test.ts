import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { ChannelsHost } from '../../../lib/server/channels/channels-host.ts'
import { createCast } from '../../../lib/server/create-cast.ts'
import { createFollowers } from '../../../lib/server/follow/followers.ts'
import { memoryMarks } from '../../../lib/server/follow/push-marks.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, publishOp } from '../../support/arrange-log.ts'

describe('a Channels host that fails', () => {
  it('is not taken for well because of a cast that has nothing to tell it, and is when it takes something', async () => {
    const { followers, host, cast, idle, lines } = await arrange()
    host.fails = true
    expect(await followers.follow(cast)).toBe('resting')
    const { since } = followers.trouble() ?? {}
    expect(followers.trouble()).toMatchObject({ code: 'wrong_key' })
    host.now += 5_000
    expect(await followers.follow(idle)).toBe('done')
    expect(await followers.follow(cast)).toBe('resting')
    expect(followers.trouble()).toMatchObject({ code: 'wrong_key', since })
    host.fails = false
    host.now += 60_000
    expect(await followers.follow(cast)).toBe('done')
    expect(followers.trouble()).toBeNull()
    expect(lines()).toEqual([
      'the Channels host failed; posts are safe, readers get them by asking',
      'the Channels host answers again',
    ])
  })
})

async function arrange() {
  const { store, author, cast, send } = await arrangeLog()
  const { cast: idle } = await createCast(store, author, { id: newId(), title: 'Idle' }, NOON)
  await send([publishOp('one')])
  const host = { fails: false, now: NOON }
  const unused = () => ({ auth: '' })
  const channels: ChannelsHost = {
    name: 'fake',
    async trigger() {
      if (host.fails) throw Object.assign(new Error('refused'), { status: 401 })
    },
    countFollowers: async () => null,
    authorizeChannel: unused,
    authorizeMember: unused,
    authenticateUser: unused,
  }
  const written: string[] = []
  const log = pino({ base: undefined }, { write: (line: string) => void written.push(line) })
  const now = () => host.now
  const followers = createFollowers({ store, channels, marks: memoryMarks(), log, now, random: () => 0.5, onPush() {} })
  return { followers, host, cast: cast.id, idle: idle.id, lines: () => written.map(line => JSON.parse(line).msg) }
}
