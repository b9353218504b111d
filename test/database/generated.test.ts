import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const read = (path: string) => readFile(path, 'utf8')

test('the generated client is that of schema.prisma and of the installed Prisma (else: npm run generate)', async () => {
  const source = await read('src/core/database/generated/internal/class.ts')
  const setting = (name: string) => JSON.parse(new RegExp(`^ *"${name}": (".*"),?$`, 'm').exec(source)![1]!)
  expect(setting('inlineSchema')).toBe(await read('prisma/schema.prisma'))
  const { dependencies } = JSON.parse(await read('package.json'))
  expect(setting('clientVersion')).toBe(dependencies['@prisma/client'])
  const cli = JSON.parse(await read('prisma/cli/package.json'))
  expect(cli.dependencies.prisma, 'prisma/cli/package.json').toBe(dependencies['@prisma/client'])
})
