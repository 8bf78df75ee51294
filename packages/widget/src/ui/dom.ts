type Child = Node | string | null

/** An element with attributes, properties of its own and children; never by markup, so that nothing that is said can become any. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, value === true ? '' : value)
  element.append(...children.filter((child) => child !== null))
  return element
}

/** A button that does something. */
export function button(
  attributes: Readonly<Record<string, string | boolean>>,
  onClick: () => void,
  ...children: readonly Child[]
) {
  const element = h('button', { type: 'button', ...attributes }, ...children)
  element.addEventListener('click', onClick)
  return element
}

/** A picture that says nothing of its own: 24 × 24, drawn by paths. */
export function icon(...paths: readonly string[]): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const d of paths) {
    const path = document.createElementNS(namespace, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

/** Puts a text where it differs, so that a screen reader hears of it only then. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Sets an attribute where it differs. */
export function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
