import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { SPLASH_SCREENS } from '../../app/_look/splash-screens.ts'
import { openBrowser } from './open-browser.ts'

/** `npm run icons`: draws the icons and the pictures of a starting app into `public/`, from the mark as it is drawn here. */
export async function run(): Promise<void> {
  const browser = await openBrowser()
  const page = await browser.newPage()
  for (const { file, size, inside, radius } of ICONS)
    await draw(page, file, { width: size, height: size }, icon(inside, radius))
  for (const { url, width, height, scheme } of SPLASH_SCREENS)
    await draw(page, `public${url}`, { width, height }, splash(scheme))
  await browser.close()
  console.log(`${ICONS.length} icons and ${SPLASH_SCREENS.length} splash screens are in public/.`)
}

/** `inside`: how much of the width the mark takes. A maskable icon keeps it within 80 %, as its edges may be cut. Source: https://www.w3.org/TR/appmanifest/#icon-masks */
const ICONS = [
  { file: 'public/icons/icon-192.png', size: 192, inside: 0.66, radius: '22%' },
  { file: 'public/icons/icon-512.png', size: 512, inside: 0.66, radius: '22%' },
  { file: 'public/icons/maskable-512.png', size: 512, inside: 0.5, radius: '0' },
  { file: 'app/apple-icon.png', size: 180, inside: 0.6, radius: '0' },
]

/** A bar that pushes a dot, on a square of 20. */
function mark(fill: string, width: string): string {
  return `<svg viewBox="0 0 20 20" style="width:${width}"><path fill="${fill}" d="M0 1h4v18H0z"/><circle cx="13" cy="10" r="7" fill="${fill}"/></svg>`
}

function icon(inside: number, radius: string): string {
  return `<div style="border-radius:${radius};background:#14181a">${mark('#ffffff', `${inside * 100}%`)}</div>`
}

function splash(scheme: 'light' | 'dark'): string {
  const [paper, ink] = scheme === 'light' ? ['#ffffff', '#14181a'] : ['#0e1113', '#eceeed']
  return `<div style="background:${paper}">${mark(ink, '22%')}</div>`
}

async function draw(page: Page, file: string, size: { width: number; height: number }, body: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await page.setViewportSize(size)
  await page.setContent(
    `<style>body{margin:0}div{display:grid;place-items:center;width:100vw;height:100vh}</style>${body}`,
  )
  await page.screenshot({ path: file, omitBackground: true })
}
