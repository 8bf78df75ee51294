import { operations } from '@hotseat/protocol'
import { chromium } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findChromium } from '../../../../scripts/chromium.ts'
import { createTestNode, type TestNode } from './test-node.ts'

let rig: TestNode
let url: string
beforeEach(async () => {
  rig = await createTestNode({ env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

type OpenApi = {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>>
}

test('[SV5] /openapi.json names every call once, at its address, and refers to nothing that it does not hold', async () => {
  const text = await (await fetch(`${url}/openapi.json`)).text()
  const document = JSON.parse(text) as OpenApi
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  const told = Object.entries(document.paths).flatMap(([path, rows]) =>
    Object.entries(rows).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
  )
  const rows = Object.entries(operations).map(
    ([name, { method, path }]) => `${name} ${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
  )
  expect(told.toSorted()).toEqual(rows.toSorted())
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]*)"/g)) {
    const target = pointer.split('/').reduce<unknown>((at, name) => Object(at)[name], document)
    expect(target, pointer).toBeDefined()
  }
})

test('[SV5] [S-34] /docs works in a browser under its policy, and shows every call', async () => {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(`${url}/docs`)
    const count = Object.keys(operations).length
    await expect.poll(() => page.locator('.opblock').count(), { timeout: 15_000 }).toBe(count)
    await page.locator('.opblock-summary', { hasText: '/v1/sign-in' }).first().click()
    await expect.poll(() => page.locator('.opblock.is-open').count(), { timeout: 5_000 }).toBe(1)
    expect(faults).toEqual([])
  } finally {
    await browser.close()
  }
}, 60_000)
