/** Notices of a kind that this version of the program does not know are reported when it starts. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp } from '../../src/app.ts'
import { PRESENTERS } from '../../src/core/catalog.ts'
import { findUnknownKinds } from '../../src/core/notices/unknown-kinds.ts'
import { type Harness, openHarness } from './harness.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())
beforeEach(async () => {
  await h.db.delivery.deleteMany()
  await h.db.notice.deleteMany()
})

/** The lines that a further instance on the database logs at its start. */
async function startAndStop(): Promise<string[]> {
  const warned: string[] = []
  const log = {
    debug: () => {},
    info: () => {},
    warn: (fields: object, message: string) => void warned.push(`${message} ${JSON.stringify(fields)}`),
    error: () => {},
  }
  const app = await startApp({
    db: h.db,
    url: h.url,
    clock: h.clock,
    bots: [],
    admins: new Set(),
    log,
    wakes: false,
  })
  await app.stop()
  return warned
}

const KNOWN = Object.keys(PRESENTERS)

test('a planned notice and a waiting delivery of unknown kinds are named, each kind once', async () => {
  await h.notify({ kind: 'omen' }, { kind: 'omen' }, { kind: 'handover' }, { kind: 'together' })
  await h.notify({ kind: 'augury' })
  const { id } = await h.db.notice.findFirstOrThrow({ where: { kind: 'augury' } })
  await h.db.notice.update({ where: { id }, data: { state: 'ADDRESSED' } })
  const delivery = { noticeId: id, platform: 'slack', address: '#SG17', priority: 5, nextAt: new Date(0) }
  await h.db.delivery.create({ data: delivery })

  expect(await findUnknownKinds(h.db, KNOWN)).toEqual(['augury', 'omen'])
  expect(await startAndStop()).toEqual([
    'notices of a kind that this version does not know will not be sent {"kinds":["augury","omen"]}',
  ])
})

test('what is finished is not named, and without unknown kinds nothing is logged', async () => {
  await h.notify({ kind: 'omen' })
  await h.db.notice.updateMany({ data: { state: 'WITHDRAWN' } })
  expect(await findUnknownKinds(h.db, KNOWN)).toEqual([])
  expect(await startAndStop()).toEqual([])
})
