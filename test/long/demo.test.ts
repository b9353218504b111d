import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder, serverRuns, start, startedFolder } from '../process/program.ts'

let folder: string
beforeAll(async () => {
  ;({ folder } = await startedFolder())
})
afterAll(() => removeFolder(folder))

test('the demo plays to its end and leaves nothing behind', async () => {
  const demo = start({ INTERSG_DATA_DIR: folder }, 'src/cli/demo.ts')
  const { code, out, err } = await demo.ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('Action ACT-1')
  expect(await serverRuns(folder)).toBe(false)
})
