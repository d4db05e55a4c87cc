import type { Locator, Page } from 'playwright'
import type { Cast } from '../../lib/shared/cast.ts'
import type { Post } from '../../lib/shared/post.ts'
import { newPhone, type Phone } from './browser.ts'
import { PASSPHRASE, type Publisher, signIn } from './sign-in.ts'

/** A publisher's phone, signed in, with the studio of a cast open. */
export interface PublisherPage extends Phone {
  publisher: Publisher
  cast: Cast
  studio: Studio
  /** The posts that the server has, oldest first. */
  posts(): Promise<Post[]>
}

/** The parts of the studio of a cast by the names that people see. */
export interface Studio {
  text: Locator
  post: Locator
  keyMoment: Locator
  delivery: Locator
  chip: Locator
}

export function studioOf(page: Page): Studio {
  return {
    text: page.getByRole('textbox', { name: 'What is happening?' }),
    post: page.getByRole('button', { name: /^(Post|Queue)$/ }),
    keyMoment: page.getByRole('button', { name: 'Key moment' }),
    delivery: page.getByRole('main', { name: 'Your posts' }).getByText(/^(On the server|Pushed to viewers)/),
    chip: page.locator('p', { hasText: CHIP }),
  }
}

const CHIP = /^(On the air|Not on the air yet|Connecting…|No signal|\d+ not sent|Session ended ·|Ended)/

export async function openStudio({ origin }: { origin: string }): Promise<PublisherPage> {
  const publisher = await signIn(origin)
  const cast = await publisher.startCast()
  const phone = await newPhone()
  await takeSession(phone, publisher, origin)
  await phone.page.goto(`${origin}/studio?cast=${cast.id}`)
  const studio = studioOf(phone.page)
  await studio.chip.filter({ hasText: 'all sent' }).waitFor()
  return {
    ...phone,
    publisher,
    cast,
    studio,
    posts: async () => (await publisher.get(`/api/casts/${cast.id}/posts`)).body.posts.reverse(),
  }
}

/** Signs a page in as the owner, as a person does. */
export async function signInOn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/signin`)
  await page.getByLabel('Name').fill('Tomek')
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Your casts' }).waitFor()
}

/** Gives a phone the session of a client that has signed in. */
export async function takeSession({ context }: Phone, { cookies }: Publisher, origin: string): Promise<void> {
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin, httpOnly: true })))
}
