import { resolve } from 'node:path'
import { z } from 'zod'

export type Config = ReturnType<typeof readConfig>

/** Settings that cannot be used, one sentence each. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
  }
}

/** The settings of this process, from its environment. An empty value is one that is not set. Throws `ConfigError`. Source: README, Configuration. */
export function readConfig(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(issue => describe(issue, given)))
  const settings = parsed.data
  return {
    port: settings.PORT,
    /** The address to listen on; undefined is every one. */
    host: settings.HOST,
    /** Absolute. */
    dataDir: resolve(settings.DATA_DIR),
    /** A MongoDB database; without it everything is in one SQLite file in `dataDir`. */
    mongodbUri: settings.MONGODB_URI,
    ownerPassphrase: settings.OWNER_PASSPHRASE,
    authSecret: settings.NEXTAUTH_SECRET,
    authUrl: settings.NEXTAUTH_URL,
    channels: channelsOf(settings),
    /** Files of the certificate chain and its key, PEM. */
    tls:
      settings.TLS_CERT && settings.TLS_KEY
        ? { cert: resolve(settings.TLS_CERT), key: resolve(settings.TLS_KEY) }
        : undefined,
    /** How many proxies in front are ours. */
    trustProxy: settings.TRUST_PROXY,
    serviceWorker: settings.SERVICE_WORKER,
    /** Whoever names it may have the followers run. */
    followSecret: settings.FOLLOW_SECRET,
    /** Whoever names it may read the metrics. */
    metricsToken: settings.METRICS_TOKEN,
    logLevel: settings.LOG_LEVEL,
  }
}

/** Where the Channels server is: in this process, at Pusher, or at another host (`public` is where browsers see that). */
export type ChannelsPlace =
  | { at: 'embedded' }
  | { at: 'pusher'; app: ChannelsApp; cluster: string }
  | { at: 'host'; app: ChannelsApp; server: Place; public: Place }
export interface ChannelsApp {
  id: string
  key: string
  secret: string
}
export interface Place {
  host: string
  port: number
  tls: boolean
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
const hostName = z.string().regex(/^[\w.:-]+$/)
const scheme = z.enum(['http', 'https'])

/** What a wrong value should have been. */
const shapes = {
  PORT: 'a port number from 0 (any free one) to 65535',
  HOST: 'an address of this machine, such as 127.0.0.1',
  DATA_DIR: 'a folder',
  MONGODB_URI: 'an address such as mongodb://user:password@host/database',
  OWNER_PASSPHRASE: 'at least 8 characters',
  NEXTAUTH_SECRET: 'at least 32 characters',
  NEXTAUTH_URL: 'an address such as https://example.org, without a path',
  PUSHER_APP_ID: 'the id of a Channels app, set together with PUSHER_KEY and PUSHER_SECRET',
  PUSHER_KEY: 'the key of a Channels app, set together with PUSHER_APP_ID and PUSHER_SECRET',
  PUSHER_SECRET: 'the secret of a Channels app, set together with PUSHER_APP_ID and PUSHER_KEY',
  PUSHER_CLUSTER: 'a cluster such as eu (or PUSHER_HOST for a server of your own)',
  PUSHER_HOST: 'a host name, without scheme and port',
  PUSHER_PORT: 'a port number from 1 to 65535, set together with PUSHER_HOST',
  PUSHER_SCHEME: 'http or https, set together with PUSHER_HOST',
  PUSHER_PUBLIC_HOST: 'a host name, without scheme and port, set together with PUSHER_HOST',
  PUSHER_PUBLIC_PORT: 'a port number from 1 to 65535, set together with PUSHER_HOST',
  PUSHER_PUBLIC_SCHEME: 'http or https, set together with PUSHER_HOST',
  TLS_CERT: 'a file with a certificate, set together with TLS_KEY',
  TLS_KEY: 'a file with a private key, set together with TLS_CERT',
  TRUST_PROXY: 'the number of proxies in front, from 0 to 10',
  SERVICE_WORKER: 'on or off',
  FOLLOW_SECRET: 'at least 16 characters',
  METRICS_TOKEN: 'at least 16 characters',
  LOG_LEVEL: 'one of trace, debug, info, warn, error, fatal, silent',
} as const
type Name = keyof typeof shapes

const Environment = z
  .object({
    PORT: wholeNumber(0, 65_535).default(3000),
    HOST: hostName.optional(),
    DATA_DIR: z.string().default('.data'),
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(?:\+srv)?:\/\/[^/]/)
      .optional(),
    OWNER_PASSPHRASE: z.string().min(8).optional(),
    NEXTAUTH_SECRET: z.string().min(32).optional(),
    NEXTAUTH_URL: z
      .string()
      .refine(isOrigin)
      .transform(address => new URL(address).origin)
      .optional(),
    PUSHER_APP_ID: z.string().optional(),
    PUSHER_KEY: z.string().optional(),
    PUSHER_SECRET: z.string().optional(),
    PUSHER_CLUSTER: z
      .string()
      .regex(/^[\w-]+$/)
      .optional(),
    PUSHER_HOST: hostName.optional(),
    PUSHER_PORT: wholeNumber(1, 65_535).optional(),
    PUSHER_SCHEME: scheme.optional(),
    PUSHER_PUBLIC_HOST: hostName.optional(),
    PUSHER_PUBLIC_PORT: wholeNumber(1, 65_535).optional(),
    PUSHER_PUBLIC_SCHEME: scheme.optional(),
    TLS_CERT: z.string().optional(),
    TLS_KEY: z.string().optional(),
    TRUST_PROXY: wholeNumber(0, 10).default(0),
    SERVICE_WORKER: z.enum(['on', 'off']).default('on'),
    FOLLOW_SECRET: z.string().min(16).optional(),
    METRICS_TOKEN: z.string().min(16).optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  } satisfies Record<Name, z.ZodType>)
  .superRefine((settings, context) => {
    const missing = (name: Name) => context.addIssue({ code: 'custom', path: [name] })
    const needs = (causes: Name[], needed: Name[]) => {
      if (!causes.some(cause => settings[cause] !== undefined)) return
      for (const name of needed) if (settings[name] === undefined) missing(name)
    }
    needs(['TLS_CERT', 'TLS_KEY'], ['TLS_CERT', 'TLS_KEY'])
    needs(['PUSHER_PORT', 'PUSHER_SCHEME'], ['PUSHER_HOST'])
    needs(['PUSHER_PUBLIC_HOST', 'PUSHER_PUBLIC_PORT', 'PUSHER_PUBLIC_SCHEME'], ['PUSHER_HOST'])
    needs(
      ['PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET', 'PUSHER_CLUSTER', 'PUSHER_HOST'],
      ['PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET'],
    )
    if (settings.PUSHER_KEY && !settings.PUSHER_CLUSTER && !settings.PUSHER_HOST) missing('PUSHER_CLUSTER')
  })
type Environment = z.infer<typeof Environment>

/** The value of a secret is never repeated. */
function describe(issue: { path: PropertyKey[] }, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  const shape = shapes[name as Name] // every path of this schema begins with one of its names
  const value = given[name]
  if (value === undefined) return `${name} is missing. It should be ${shape}.`
  const shown = /SECRET|PASSPHRASE|KEY|TOKEN|URI/.test(name) ? '' : ` is "${value}", but`
  return `${name}${shown} should be ${shape}.`
}

function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { href, origin, protocol } = new URL(address)
  return /^https?:$/.test(protocol) && href === `${origin}/`
}

function channelsOf(settings: Environment): ChannelsPlace {
  const { PUSHER_APP_ID: id, PUSHER_KEY: key, PUSHER_SECRET: secret, PUSHER_HOST: host } = settings
  if (!id || !key || !secret) return { at: 'embedded' }
  const app = { id, key, secret }
  if (!host) return { at: 'pusher', app, cluster: settings.PUSHER_CLUSTER ?? '' }
  const server = placeOf(host, settings.PUSHER_PORT, settings.PUSHER_SCHEME ?? 'https')
  const isElsewhere =
    settings.PUSHER_PUBLIC_HOST ?? settings.PUSHER_PUBLIC_PORT ?? settings.PUSHER_PUBLIC_SCHEME ?? false
  if (!isElsewhere) return { at: 'host', app, server, public: server }
  const publicScheme = settings.PUSHER_PUBLIC_SCHEME ?? settings.PUSHER_SCHEME ?? 'https'
  return {
    at: 'host',
    app,
    server,
    public: placeOf(settings.PUSHER_PUBLIC_HOST ?? host, settings.PUSHER_PUBLIC_PORT, publicScheme),
  }
}

function placeOf(host: string, port: number | undefined, usedScheme: 'http' | 'https'): Place {
  const tls = usedScheme === 'https'
  return { host, port: port ?? (tls ? 443 : 80), tls }
}
