import type { NextAuthOptions, User } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { cleanLine } from '../../shared/clean-line.ts'
import { NAME_MAX } from '../../shared/limits.ts'
import type { Runtime } from '../runtime.ts'
import type { Person } from '../store/store.ts'
import { hashToken } from './owner.ts'
import { isPassphrase } from './passphrase.ts'
import { DAY_SECONDS, SESSION_SECONDS, sessionCookie } from './session-cookie.ts'

/** next-auth's settings for one request. Tries are counted and answered by the route's wrapper, before this. */
export function authOptions(runtime: Runtime, scheme: 'http' | 'https'): NextAuthOptions {
  const { config, secrets, log } = runtime
  return {
    secret: config.authSecret ?? secrets.auth,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS, updateAge: DAY_SECONDS },
    useSecureCookies: scheme === 'https',
    cookies: { sessionToken: sessionCookie(scheme) },
    pages: { signIn: '/signin', error: '/signin' },
    providers: [passphraseProvider(runtime), onceProvider(runtime)],
    callbacks: callbacks(runtime),
    logger: {
      error: code => log.warn({ code }, 'sign-in failed'), // its metadata may hold what was typed
      warn: code => log.debug({ code }, 'next-auth'),
      debug: () => {},
    },
  }
}

function passphraseProvider({ store }: Runtime) {
  return Credentials({
    id: 'passphrase',
    credentials: { passphrase: {}, name: {} },
    async authorize(typed): Promise<User | null> {
      const owner = await store.readOwner()
      if (owner === null || !(await isPassphrase(typed?.passphrase ?? '', owner.passphrase))) return null
      return signIn(store, owner, typed?.name)
    },
  })
}

/**
 * The same browser may press the button again, another may not. A browser is known by next-auth's own token, which it got in a cookie
 * before it could press at all, and which next-auth has compared by then.
 */
function onceProvider({ store }: Runtime) {
  return Credentials({
    id: 'once',
    credentials: { token: {}, csrfToken: {}, name: {} },
    async authorize(pressed): Promise<User | null> {
      const { token = '', csrfToken = '', name } = pressed ?? {}
      const claim = { hash: hashToken(token), browser: hashToken(csrfToken), now: new Date().toISOString() }
      const id = csrfToken === '' ? null : await store.claimSigninLink(claim)
      const person = id === null ? null : await store.readPerson(id)
      return person && signIn(store, person, name)
    },
  })
}

async function signIn(store: Runtime['store'], person: Person, typedName: string | undefined): Promise<User> {
  const name = [...cleanLine(typedName ?? '')].slice(0, NAME_MAX).join('') // by character, as half an emoji is none
  if (name !== '' && name !== person.name) await store.renamePerson(person.id, name)
  return { id: person.id }
}

/** The token holds person and epoch only. */
function callbacks({ store }: Runtime): NextAuthOptions['callbacks'] {
  return {
    async jwt({ token, user }) {
      const id = user?.id ?? token.sub
      const person = id === undefined ? null : await store.readPerson(id)
      // Throwing is how a JWT session is ended in version 4: the cookie is cleared.
      if (person === null || (!user && person.epoch !== token.epoch)) throw new Error('The session has ended.')
      return { sub: person.id, epoch: person.epoch }
    },
    session: ({ session }) => ({ expires: session.expires }),
  }
}
