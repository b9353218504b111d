/** Choices of the secretariat that change a rule. Each is declared by the room whose rule it changes. */
import type { Transaction } from '../database/client.ts'
import type { Work } from '../events/events.ts'
import type { Account } from '../notices/notice.ts'
import type { By } from '../roles/by.ts'
import type { Text } from '../text/spans.ts'

/** The author of a change of a setting, for the histories of facts that follow it. */
export interface SettingChange {
  by: By
  caller: Account
}

export interface Setting<Value> {
  readonly name: string
  /** The meaning, in words that fit behind "timeline is …". */
  readonly means: string
  /** The value, as it is written, until somebody sets one. */
  readonly usual: string
  /** The text as its value; undefined where it does not fit. */
  parse(text: string): Value | undefined
  /** Lets existing facts follow a new value, and says what follows. Left out: only new facts follow. */
  apply?(work: Work, value: Value, change: SettingChange): Promise<Text>
}

// biome-ignore lint/suspicious/noExplicitAny: a list of settings of any value
export type AnySetting = Setting<any>

/** The value that is set now, as text. */
export async function readSetting(tx: Transaction, { name, usual }: AnySetting): Promise<string> {
  const set = await tx.setting.findUnique({ where: { name } })
  return set?.value ?? usual
}

/** The value that is set now. One that no longer fits counts as not set. */
export async function settingValue<Value>(tx: Transaction, setting: Setting<Value>): Promise<Value> {
  return setting.parse(await readSetting(tx, setting)) ?? setting.parse(setting.usual)!
}
