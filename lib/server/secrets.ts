import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Config, ConfigError } from './config.ts'
import type { Store } from './store/store.ts'

const Secrets = z.object({
  /** Signs sessions. */
  auth: z.string().min(32),
  /** The app of the embedded Channels server. */
  channels: z.object({ id: z.string().min(1), key: z.string().min(1), secret: z.string().min(16) }),
})
export type Secrets = z.infer<typeof Secrets>

/** The secrets kept in `dataDir`, made on the first call: the folder with mode 0700, the file with 0600. Processes that start together get the same ones. */
export function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const text = readIfThere(file) ?? makeSecrets(file)
  const secrets = Secrets.safeParse(parseJson(text))
  if (!secrets.success) {
    throw new ConfigError([
      `${file} is damaged. Bring it back from a backup, or delete it to make new secrets (everybody signs in again).`,
    ])
  }
  return secrets.data
}

export const SHARED_SECRETS = 'shared'

/**
 * Machines on one database sign the same sessions and are one Channels app: those of whoever was first are everybody's. A data folder that was
 * filled from such a database has them too. `own` are those of this machine's folder, which it uses alone.
 */
export async function secretsInForce(
  store: Store,
  own: Secrets,
  { isShared }: { isShared: boolean },
): Promise<Secrets> {
  const shared = isShared
    ? await store.ensureSecret(SHARED_SECRETS, JSON.stringify(own))
    : await store.readSecret(SHARED_SECRETS)
  return shared === null ? own : Secrets.parse(JSON.parse(shared))
}

/** Name of the environment variable by which the start hands its secrets on. */
export const PASSED_SECRETS = 'PUSHERCAST_SECRETS'

/**
 * What the start has handed on. Where a platform serves with a start of its own there are neither files that last nor an embedded Channels
 * server, and the configuration says all. Throws `ConfigError` when it does not.
 */
export function passedSecrets({ authSecret, channels }: Config, env: Record<string, string | undefined>): Secrets {
  const passed = env[PASSED_SECRETS]
  if (passed) return Secrets.parse(JSON.parse(passed))
  if (authSecret === undefined || channels.at === 'embedded') {
    throw new ConfigError([
      'Without npm start, NEXTAUTH_SECRET and a Channels app (PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET) are needed. README, Deploying.',
    ])
  }
  return { auth: authSecret, channels: channels.app }
}

function readIfThere(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    chmodSync(file, 0o600) // a copy from a backup may have lost it
    return text
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** A link is made in whole or not at all, and only by the first: who comes second reads what the first has written. */
function makeSecrets(file: string): string {
  const own = `${file}.${randomUUID()}`
  try {
    writeDurably(own, JSON.stringify(newSecrets(), null, 2))
    linkSync(own, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(own, { force: true })
  }
  return readFileSync(file, 'utf8')
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function newSecrets(): Secrets {
  return {
    auth: randomBytes(32).toString('base64url'),
    channels: {
      id: String(randomInt(100_000, 1_000_000)),
      key: randomBytes(10).toString('hex'),
      secret: randomBytes(16).toString('hex'),
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no secrets: the schema says so
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
