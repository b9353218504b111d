import { z } from 'zod'
import type { RoleKind } from '../database/generated/enums.ts'
import { UserError } from '../errors.ts'
import { parseGroupId } from '../references/group-names.ts'

/** A role of a group; TSB staff who support every group have none. */
export type RoleName = {
  kind: RoleKind
  group: string | null
}

export const roleSchema: z.ZodType<RoleName> = z.object({
  kind: z.enum(['CHAIR', 'VICE_CHAIR', 'RAPPORTEUR', 'ASSOCIATE_RAPPORTEUR', 'TSB']),
  group: z.string().nullable(),
})

const WORDS: Record<RoleKind, string> = {
  CHAIR: 'chair',
  VICE_CHAIR: 'vice-chair',
  RAPPORTEUR: 'Rapporteur',
  ASSOCIATE_RAPPORTEUR: 'associate Rapporteur',
  TSB: 'TSB',
}

/** Roles of which a group has one holder at a time: a new one follows the one before. */
export const SINGLE: readonly RoleKind[] = ['CHAIR', 'RAPPORTEUR']

/** "SG17 chair", "RG-DT Rapporteur", "TSB", "SG17 TSB" */
export const describeRole = ({ kind, group }: RoleName): string =>
  group === null ? WORDS[kind] : `${group} ${WORDS[kind]}`

/** "SG17 chair", "chair of SG 17", "vice chair SG13", "rapporteur of RG-DT", "TSB" → the role. Throws a UserError. */
export function parseRole(raw: string): RoleName {
  const match =
    /\b(vice[\s-]*chair|chair|associate[\s-]*rapporteur|rapporteur|tsb)(?:man|woman|person)?\b/i.exec(raw)
  if (!match) throw notARole(raw)
  const word = match[1]!.toLowerCase().replace(/^(vice|associate)[\s-]*/, '$1-')
  const kind = KINDS[word]!
  const rest = raw
    .replace(match[0], ' ')
    .replace(/\b(?:of|for|the)\b/gi, ' ')
    .trim()
  if (rest === '' && kind !== 'TSB') throw notARole(raw)
  return { kind, group: rest === '' ? null : parseGroupId(rest) }
}

const KINDS: Record<string, RoleKind> = {
  chair: 'CHAIR',
  'vice-chair': 'VICE_CHAIR',
  rapporteur: 'RAPPORTEUR',
  'associate-rapporteur': 'ASSOCIATE_RAPPORTEUR',
  tsb: 'TSB',
}

const notARole = (raw: string) =>
  new UserError(
    'not-a-role',
    `"${raw}" is not a role; write a group and chair, vice-chair, Rapporteur, associate Rapporteur or TSB, like SG17 chair.`,
  )

/** "SG17 chair, RG-DT associate Rapporteur" → the roles. */
export const parseRoles = (raw: string): RoleName[] =>
  raw
    .split(/\s*[,;]\s*/)
    .filter(part => part !== '')
    .map(parseRole)

export const TSB: RoleName = { kind: 'TSB', group: null }

export const chairOf = (group: string): RoleName => ({ kind: 'CHAIR', group })

export const isSameRole = (a: RoleName | undefined, b: RoleName | undefined): boolean =>
  a?.kind === b?.kind && a?.group === b?.group
