/** Names of chairs and Rapporteurs in a document: offered to be registered, never entered by a reading. */
import type { Transaction } from '../../database/client.ts'
import { UserError } from '../../errors.ts'
import { describeRole, parseRoles, type RoleName } from '../../roles/role.ts'
import { cmd, phrase, type Text } from '../../text/spans.ts'
import type { ReadingContent } from './preview.ts'

/** Each name with its role: registered already, to be registered by a command, or of a body without roles here. */
export async function describeOffers(
  tx: Transaction,
  { offered }: Pick<ReadingContent, 'offered'>,
): Promise<Text[]> {
  const groups = new Set((await tx.group.findMany({ select: { id: true } })).map(g => g.id))
  const held = await tx.role.findMany({ where: { until: null }, include: { person: true } })
  return offered.map(({ name, role: written, group }): Text => {
    const words = `${name}, ${written} of ${group}`
    const role = groups.has(group) ? toRole(`${group} ${written}`) : undefined
    if (!role) return `${words}: roles of ${group} are not kept here`
    const isHeld = held.some(
      h => h.kind === role.kind && h.groupId === role.group && isSameName(h.person.name, name),
    )
    if (isHeld) return `${words}: registered already`
    return phrase`${words}: ${cmd('person add', { name, role: describeRole(role) })}`
  })
}

function toRole(raw: string): RoleName | undefined {
  try {
    return parseRoles(raw)[0]
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

const isSameName = (a: string, b: string): boolean =>
  a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()
