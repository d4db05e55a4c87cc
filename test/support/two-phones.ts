import type { Page } from 'playwright'

/** Draws two pictures of a phone's screen side by side into a file. */
export async function twoPhones(page: Page, pictures: Buffer[], file: string): Promise<void> {
  const images = pictures.map(picture => `<img src="data:image/png;base64,${picture.toString('base64')}" alt="">`)
  await page.setViewportSize({ width: 900, height: 900 })
  await page.setContent(`<style>${STYLE}</style><body>${images.join('')}</body>`)
  await page.screenshot({ path: file, fullPage: true, omitBackground: true, scale: 'css' })
}

const STYLE = `
  body { display: flex; justify-content: center; gap: 60px; margin: 0; padding: 28px }
  img { width: 390px; height: 844px; border: 1px solid #7e8784; border-radius: 28px }
`
