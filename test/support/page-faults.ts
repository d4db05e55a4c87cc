import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

/** What axe finds: the rule, and where. */
export async function axeFaults(page: Page): Promise<string[]> {
  return found(new AxeBuilder({ page }).withTags(AXE_TAGS))
}

/** What axe finds of colours: all that can differ between light and dark. */
export async function axeColourFaults(page: Page): Promise<string[]> {
  return found(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
}

async function found(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.setLegacyMode().analyze() // there are no frames to look into
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  )
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Everything that can be tapped where less than 44 px, up and down or across, answer to the finger. Links in a sentence are exempt. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const TOUCH = 44
    const [LEFT, RIGHT, UP, DOWN] = [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const
    const isInSentence = (target: Element) => {
      const parent = target.parentElement
      const hasWords = [...(parent?.childNodes ?? [])].some(node => node.nodeType === 3 && node.textContent?.trim())
      return target.tagName === 'A' && (hasWords || (parent?.tagName === 'P' && parent.className === ''))
    }
    const answers = (target: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y)
      return hit !== null && (target.contains(hit) || hit.closest('label')?.contains(target) === true)
    }
    // From its middle outwards, as far as it answers and is asked for.
    const reach = (target: Element, [dx, dy]: readonly [number, number], enough: number) => {
      const { left, top, width, height } = target.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      let far = 0
      while (far < enough && answers(target, x + dx * far, y + dy * far)) far += 0.5
      return far
    }
    const across = (target: Element, one: readonly [number, number], other: readonly [number, number]) => {
      const far = reach(target, one, TOUCH)
      return far + reach(target, other, TOUCH - far)
    }
    const isMeant = (target: Element) =>
      target.getBoundingClientRect().width > 1 &&
      target.checkVisibility({ visibilityProperty: true }) &&
      !isInSentence(target) &&
      !target.closest('.skip-link, .skip, [aria-hidden]')
    const scope = document.querySelector('dialog[open]') ?? document
    const small: string[] = []
    for (const target of scope.querySelectorAll('a, button, input, select, textarea, summary')) {
      if (!isMeant(target)) continue
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      // What covers the top of a scrolled page comes and goes a moment after the scroll.
      for (let frames = 0; frames < 20 && reach(target, RIGHT, 1) === 0; frames += 1)
        await new Promise(requestAnimationFrame)
      const size = [across(target, LEFT, RIGHT), across(target, UP, DOWN)]
      const name = target.getAttribute('aria-label') ?? target.textContent
      if (Math.min(...size) < TOUCH - 1) small.push(`${target.tagName} "${name}" ${size.join(' x ')}`)
    }
    return small
  })
}

/** What is wider than the screen, or than the box that cuts it off. What scrolls sideways by design is exempt, as is what is typed into a field. */
export function wideElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isCut = (element: Element) => {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element)
      return (
        overflowX !== 'visible' &&
        textOverflow !== 'ellipsis' &&
        clipPath === 'none' &&
        !element.closest('nav, input, [tabindex="0"]')
      )
    }
    const boxes = [...document.querySelectorAll('body *')].filter(
      element => isCut(element) && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1,
    )
    const said = boxes.map(box => `${box.tagName}.${box.className} ${box.scrollWidth} in ${box.clientWidth}`)
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`the page: ${scrollWidth} in ${clientWidth}`, ...said] : said
  })
}

/** What moves at this moment. */
export function movingElements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap(({ effect, playState }) => {
      const lasts = Number(effect?.getComputedTiming().duration ?? 0) > 0
      const target = effect instanceof KeyframeEffect ? effect.target : null
      return playState === 'running' && lasts ? [`${target?.tagName}.${target?.className}`] : []
    }),
  )
}

/** What has the focus without showing it: no ring around it or the box it stands in, and no caret of a text field. */
export function unseenFocus(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (focused === null || focused === document.body) return []
    const hasRing = (element: Element | null) =>
      element !== null &&
      getComputedStyle(element).outlineStyle !== 'none' &&
      parseFloat(getComputedStyle(element).outlineWidth) >= 2
    const { top, bottom, width } = focused.getBoundingClientRect()
    const isOnScreen = width > 1 && bottom > 0 && top < innerHeight
    const isSeen = hasRing(focused) || hasRing(focused.parentElement) || focused.matches('textarea')
    return isOnScreen && isSeen
      ? []
      : [`${focused.tagName} "${focused.getAttribute('aria-label') ?? focused.textContent}"`]
  })
}
