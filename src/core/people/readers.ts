/** The people who may read what the bot shows: a choice of the secretariat. */
import type { Transaction } from '../database/client.ts'
import { type Setting, settingValue } from '../settings/setting.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'

/** 'everybody' in the workspace and the server, or people in the register only. */
export type Readers = 'everybody' | 'registered'

export const readers: Setting<Readers> = {
  name: 'readers',
  means: 'who may read by commands: everybody in the workspace, or registered people (everybody, registered)',
  usual: 'everybody',
  parse: text => (text === 'everybody' || text === 'registered' ? text : undefined),
}

/** One sentence: who may read, and how that is changed. */
export async function describeReaders(tx: Transaction): Promise<Text> {
  return (await settingValue(tx, readers)) === 'everybody'
    ? phrase`Everybody in this workspace may read issues, meetings and registers by commands; ${cmd('setting', { name: 'readers', value: 'registered' })} lets only registered people.`
    : phrase`Only registered people may read issues, meetings and registers by commands; ${cmd('setting', { name: 'readers', value: 'everybody' })} lets everybody in this workspace.`
}
