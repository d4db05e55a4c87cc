import { createServer } from 'node:http'
import { ANYONE } from '../../server/access.ts'
import { ensureOwner } from '../../server/auth/owner.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { openToRead } from '../../server/open-cast.ts'
import { PASSED_SECRETS, readSecrets, type Secrets, secretsInForce } from '../../server/secrets.ts'
import { openStore } from '../../server/store/open-store.ts'
import { buildApp } from '../build/build-app.ts'
import { stampUse } from '../build/carry-static.ts'
import { openDataFolder } from './data-folder.ts'
import { type EmbeddedChannels, startEmbeddedChannels } from './embedded-channels.ts'
import { createFront, refuseUpgrade } from './front.ts'
import { innerDoor } from './inner-door.ts'
import { assertFree, listen } from './listen.ts'
import { networkAddresses } from './network-addresses.ts'
import { nextRuntime } from './next-side.ts'
import { pagesForMany } from './pages-for-many.ts'
import { readTls } from './read-tls.ts'
import { readyText } from './ready-text.ts'
import { answerStaticOfOthers } from './static-of-others.ts'
import { stopOnSignal } from './stop-on-signal.ts'
import { storeAnswers } from './store-answers.ts'

export type Mode = 'production' | 'development'

/** The whole app in this process on one port, from a checkout in `root`. What can be wrong is said before anything listens. */
export async function serveApp(root: string, mode: Mode): Promise<void> {
  process.on('uncaughtException', error => {
    console.error(`PusherCast stopped on an error that nobody expected: ${oneLine(error)}`)
    process.exit(1)
  })
  const config = readConfig(process.env)
  const tls = await readTls(config)
  await openDataFolder(config.dataDir)
  await assertFree(config)
  const own = readSecrets(config.dataDir)
  const store = openStore(config)
  await storeAnswers(store)
  const secrets = await secretsInForce(store, own, { isShared: config.mongodbUri !== undefined })
  const build = mode === 'production' ? await buildFor(root) : ''
  const channels = config.channels.at === 'embedded' ? await startEmbeddedChannels(secrets.channels) : undefined
  Object.assign(process.env, environmentOf({ config, secrets, mode, build, channels }))

  const app = await startNext(root, mode)
  const answerMany = pagesForMany({ versionOf: versionForAnyone, make: innerDoor(app.answer) })
  const doors = closedDoors()
  const front = createFront({
    tls,
    trustProxy: config.trustProxy,
    async answer(request, response) {
      await doors.opened
      if (build && (await answerStaticOfOthers(build, request, response))) return
      if (build && (await answerMany(request, response))) return
      await app.answer(request, response)
    },
    upgrade(request, socket, head, outside) {
      if (channels?.server.handleUpgrade(request, socket, head, outside.address)) return
      if (mode === 'development') app.upgrades.emit('upgrade', request, socket, head)
      else refuseUpgrade(socket, '404 Not Found')
    },
  })
  const port = await listen(front.server, config)
  // Not before: what a start that fails has made, nobody would ever be told.
  const firstRun = await ensureOwner(store, config.ownerPassphrase, Date.now())
  if (build) keepStamped(build)
  stopOnSignal(async () => {
    await front.drain(DRAIN_MS)
    await nextRuntime()?.close()
    await channels?.close()
    await app.close()
  })
  const { host, authUrl: site } = config
  console.log(readyText({ scheme: tls ? 'https' : 'http', port, host, site, network: networkAddresses(), firstRun }))
  doors.open()
  await store.close()
}

/** Tests name the build that they made once, so that an edit meanwhile does not make another. */
async function buildFor(root: string): Promise<string> {
  return process.env.PUSHERCAST_BUILD_DIR || buildApp(root)
}

/** The head of a cast that everybody may read; null also when the store does not answer, as Next has the page for that. */
async function versionForAnyone(cast: string): Promise<string | null> {
  const store = nextRuntime()?.store
  if (store === undefined) return null
  return openToRead(store, ANYONE, cast).then(
    ({ position }) => position.tip,
    () => null,
  )
}

/** Requests that come before there is an owner wait for it. */
function closedDoors(): { opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

const DRAIN_MS = 5_000
const STAMP_EVERY_MS = 60 * 60 * 1000

interface Started {
  config: Config
  secrets: Secrets
  mode: Mode
  build: string
  channels: EmbeddedChannels | undefined
}

/** What the side of Next finds in its environment; set before any of it is loaded. */
function environmentOf({ config, secrets, mode, build, channels }: Started): Record<string, string> {
  return {
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: '1',
    AUTH_TRUST_HOST: '1', // front.ts has made these headers ours
    NEXTAUTH_SECRET: config.authSecret ?? secrets.auth,
    DATA_DIR: config.dataDir,
    [PASSED_SECRETS]: JSON.stringify(secrets),
    PUSHERCAST_BUILD_DIR: build,
    PUSHERCAST_CHANNELS_PORT: channels ? String(channels.port) : '',
  }
}

async function startNext(root: string, mode: Mode) {
  const { default: next } = await import('next')
  // Next adds its own listener for upgrades to the server it is given. Those that are for it are passed on to this one.
  const upgrades = createServer()
  const app = next({ dir: root, dev: mode === 'development', httpServer: upgrades, quiet: true })
  await app.prepare()
  return { answer: app.getRequestHandler(), upgrades, close: () => app.close() }
}

function keepStamped(build: string): void {
  const stamp = () => {
    stampUse(build, new Date()).catch(error => console.error(`The build could not be stamped: ${oneLine(error)}`))
  }
  setInterval(stamp, STAMP_EVERY_MS).unref()
}

function oneLine(error: unknown): string {
  return String(error instanceof Error ? error.stack : error).replace(/\s*\n\s*/g, ' | ')
}
