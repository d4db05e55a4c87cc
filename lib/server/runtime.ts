import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { type Config, readConfig } from './config.ts'
import { type KeptPages, keptPages } from './export/kept-pages.ts'
import { createFollowers, type Followers } from './follow/followers.ts'
import { memoryMarks, storedMarks } from './follow/push-marks.ts'
import { keyedQueue } from './keyed-queue.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createPhotoWork, type PhotoWork } from './photos/photo-work.ts'
import { createUploads, type Uploads } from './photos/uploads.ts'
import { openChannels, type Ports } from './ports.ts'
import { type Health, readHealth } from './read-health.ts'
import { passedSecrets, type Secrets } from './secrets.ts'
import { openStore } from './store/open-store.ts'

/** What all requests of one process share. */
export interface Runtime extends Ports {
  config: Config
  secrets: Secrets
  log: Logger
  metrics: Metrics
  followers: Followers
  photos: PhotoWork
  uploads: Uploads
  /** One writer at a time per cast. */
  inCastQueue: ReturnType<typeof keyedQueue>
  /** The log pages made last: what anybody may ask for is not made for each of them. */
  logPages: KeptPages
  /** Five tries at a passphrase, a minute and address. */
  signInTries: RateLimiterMemory
  /** Key of the ops' fingerprints; the same for every process on this store. */
  fingerprintSecret: () => Promise<string>
  /** Asked by many at once, it looks once. */
  health(): Promise<Health>
  /** Stops the followers and what is done about photos, and closes the store. */
  close(): Promise<void>
}

const LOG_PAGES = { most: 8, mostBytes: 16 * 1024 * 1024 }
export const SIGN_IN_TRIES = 5
const TRIES_SECONDS = 60

/**
 * The one runtime of this process. Next's bundles and plain modules are separate instances of this module, so it stands
 * on `globalThis`; only Next's side makes it.
 */
export function runtime(): Runtime {
  shared[RUNTIME] ??= createRuntime()
  return shared[RUNTIME]
}

const RUNTIME = Symbol.for('pushercast')
const PORTS = Symbol.for('pushercast.ports')
const shared = globalThis as { [RUNTIME]?: Runtime; [PORTS]?: Ports } // keys of ours alone

function createRuntime(): Runtime {
  const config = readConfig(process.env)
  const secrets = passedSecrets(config, process.env)
  const log = pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime })
  const metrics = createMetrics()
  const { store: bare, channels } = openPorts(config, secrets)
  const store = metrics.timed(bare)
  const marks = config.channels.at === 'embedded' ? memoryMarks() : storedMarks(store, channels.name)
  const followers = createFollowers({
    ...{ store, channels, marks, log },
    onPush: metrics.push,
    now: Date.now,
    random: Math.random,
  })
  const photos = createPhotoWork({ store, log, now: Date.now, follow: followers.follow })
  let fingerprintSecret: Promise<string> | undefined
  return {
    config,
    secrets,
    log,
    metrics,
    store,
    channels,
    followers,
    photos,
    uploads: createUploads(store, photos.uploaded),
    inCastQueue: keyedQueue(),
    logPages: keptPages(LOG_PAGES),
    signInTries: new RateLimiterMemory({ points: SIGN_IN_TRIES, duration: TRIES_SECONDS }),
    fingerprintSecret: () => {
      fingerprintSecret ??= store
        .ensureSecret('fingerprint', randomBytes(32).toString('base64url'))
        .catch((error: unknown) => {
          fingerprintSecret = undefined // asked again by the next publish
          throw error
        })
      return fingerprintSecret
    },
    health: sharedAnswer(() => readHealth({ store, followers })),
    async close() {
      await photos.stop()
      await followers.stop()
      await store.close()
    },
  }
}

/** Whoever asks while it is worked out gets the same answer. */
function sharedAnswer<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | undefined
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}

/** They stand on their own before anything uses them, so that a test can listen in between. */
function openPorts(config: Config, secrets: Secrets): Ports {
  shared[PORTS] = { store: openStore(config), channels: openChannels(config, secrets, process.env) }
  return shared[PORTS]
}
