import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveFile } from '../../../src/bots/terminal/saving.ts'
import { binaryFile } from '../../../src/core/messages/message.ts'

const BYTES = Uint8Array.of(80, 75, 3, 4, 255)
const FILE = binaryFile('report.docx', 'application/octet-stream', BYTES)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intersg-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a file is saved with its bytes, beside one of the same name that somebody may have worked on', async () => {
  const first = await saveFile(join(folder, 'files'), FILE)
  expect(first).toBe(join(folder, 'files', 'report.docx'))
  await writeFile(first, 'changed by hand')
  const second = await saveFile(join(folder, 'files'), FILE)
  expect(second).toBe(join(folder, 'files', 'report (2).docx'))
  expect(await readFile(first, 'utf8')).toBe('changed by hand')
  expect(new Uint8Array(await readFile(second))).toEqual(BYTES)
})

test('a file that can’t be written is one sentence with its folder', async () => {
  await writeFile(join(folder, 'files'), 'a file where the folder should be')
  await expect(saveFile(join(folder, 'files'), FILE)).rejects.toThrow(
    `report.docx could not be saved in ${join(folder, 'files')} (EEXIST). Give the command again once there is room and permission to write.`,
  )
})
