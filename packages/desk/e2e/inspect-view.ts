import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** The smallest phone, and what is left of a 1280 pixel window at 200 %. */
const narrowWidths = [360, 640]

/** Asserts that a view breaks no WCAG AA rule, and that nothing of it hangs out of a narrow or zoomed window. */
export async function inspectView(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary]),
  )
  expect.soft(found, `${name}: accessibility`).toEqual([])
  const wide = page.viewportSize() ?? { width: 1280, height: 800 }
  for (const width of narrowWidths) {
    await page.setViewportSize({ width, height: 640 })
    // What floats over a resting pointer, a tooltip, takes its new place a frame or two after the window's new size.
    await expect
      .configure({ soft: true })
      .poll(() => overhang(page), { message: `${name}: hangs out at ${width} px`, timeout: 2_000 })
      .toEqual([])
  }
  await page.setViewportSize(wide)
}

/** What makes the page wider than its window, outermost first. */
function overhang(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > room + 1)
    return [
      `page is ${document.documentElement.scrollWidth}`,
      ...wide.slice(0, 4).map((element) => element.outerHTML.slice(0, 120)),
    ]
  })
}

/** The pairs of elements that lie over each other, among the visible parts that `selector` finds. */
export function overlaps(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const parts = [...document.querySelectorAll(wanted)]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0)
    const found: string[] = []
    for (const [index, one] of parts.entries()) {
      for (const other of parts.slice(index + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (across > 1 && down > 1) found.push(`${one.element.outerHTML.slice(0, 80)} | ${other.element.outerHTML.slice(0, 80)}`)
      }
    }
    return found
  }, selector)
}
