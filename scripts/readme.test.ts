import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (path: string) => readFile(join(import.meta.dirname, '..', path), 'utf8')

test('the README shows the example that the tests run, line by line', async () => {
  const example = await read('packages/client/examples/ten-lines.ts')
  expect(await read('README.md')).toContain(`\`\`\`ts\n${example}\`\`\``)
  expect(example.trimEnd().split('\n')).toHaveLength(10)
})
