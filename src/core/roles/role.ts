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
  kind: z.enum(['CHAIR', 'VICE_CHAIR', 'RAPPORTEUR', 'ASSOCIATE_RAPPORTEUR', 'TSB', 'CO_CHAIR', 'CONVENOR']),
  group: z.string().nullable(),
})

const WORDS: Record<RoleKind, string> = {
  CHAIR: 'chair',
  VICE_CHAIR: 'vice-chair',
  RAPPORTEUR: 'Rapporteur',
  ASSOCIATE_RAPPORTEUR: 'associate Rapporteur',
  TSB: 'TSB',
  CO_CHAIR: 'co-chair',
  CONVENOR: 'convenor',
}

/** Roles of which a group has one holder at a time: a new one follows the one before. */
export const SINGLE: readonly RoleKind[] = ['CHAIR', 'RAPPORTEUR']

/** "SG17 chair", "RG-DT Rapporteur", "TSB", "SG17 TSB" */
export const describeRole = ({ kind, group }: RoleName): string =>
  group === null ? WORDS[kind] : `${group} ${WORDS[kind]}`

/**
 * "SG17 chair", "chair of SG 17", "vice chair SG13", "rapporteur of RG-DT", "JCA-IoT co-chair", "convenor of JMT9&16",
 * "TSB", "SG17 TSB" → the role. The whole text is the role: its word stands at the beginning or at the end, and the rest
 * names a group. Throws a UserError.
 */
export function parseRole(raw: string): RoleName {
  const text = raw.replace(/\s+/g, ' ').trim()
  const first = FIRST.exec(text)
  const last = first ? null : LAST.exec(text)
  const match = first ?? last
  if (!match) throw notARole(raw)
  const kind = KINDS[toKey(match[first ? 1 : 2]!)]
  if (kind === undefined) throw notARole(raw)
  const group = (match[first ? 2 : 1] ?? '').trim()
  if (group === '' && kind !== 'TSB') throw notARole(raw)
  if (group === '') return { kind, group: null }
  const id = parseGroupId(group)
  // A group is one word, so that "the deputy of SG17 chair" is no role of a group "THE DEPUTY OF SG17".
  // Names of bodies may have several: "JCA-IoT, DT and SSC&C".
  if (!/^[\p{L}\p{N}.-]+$/u.test(id) && !BODY.test(id)) throw notARole(raw)
  return { kind, group: id }
}

/** A joint activity, a correspondence group or a focus group, whose name may hold more than letters and digits. */
const BODY = /^(?:JCA|JCG|CG|FG|JMT)-?[\p{L}\p{N}][\p{L}\p{N} ,&/+.-]{0,98}$/iu

const ROLE_WORDS =
  '(?:vice[ -]?|associate[ -]?|co[ -]?)?(?:chair(?:man|woman|person)?|rapporteur)|convenor|convener|tsb'
const FIRST = new RegExp(`^(?:the )?(${ROLE_WORDS})(?:$|(?: (?:of|for))?(?: the)? (.+)$)`, 'i')
const LAST = new RegExp(`^(?:the )?(.+?)(?:['’]s)? (${ROLE_WORDS})$`, 'i')

/** "Vice Chairman" → "vice-chair" */
const toKey = (words: string): string =>
  words
    .toLowerCase()
    .replace(/(?:man|woman|person)$/, '')
    .replace(/^(vice|associate|co(?=[ -]|chair))[ -]?/, '$1-')
    .replace('convener', 'convenor')

const KINDS: Record<string, RoleKind> = {
  chair: 'CHAIR',
  'vice-chair': 'VICE_CHAIR',
  rapporteur: 'RAPPORTEUR',
  'associate-rapporteur': 'ASSOCIATE_RAPPORTEUR',
  tsb: 'TSB',
  'co-chair': 'CO_CHAIR',
  convenor: 'CONVENOR',
}

const notARole = (raw: string) =>
  new UserError(
    'not-a-role',
    `"${raw}" is not a role; write a group and chair, co-chair, vice-chair, convenor, Rapporteur, associate Rapporteur or TSB, like SG17 chair.`,
  )

/** "SG17 chair, RG-DT associate Rapporteur" → the roles; "JCA-IoT, DT and SSC&C co-chair" is one. Throws a UserError. */
export function parseRoles(raw: string): RoleName[] {
  const parts: string[] = []
  let begun: string | undefined
  for (const part of raw.split(/[,;]/).filter(p => p.trim() !== '')) {
    const whole: string = begun === undefined ? part : `${begun},${part}`
    // The beginning of a body's name is no role yet.
    const goesOn = BODY.test(whole.trim()) && !FIRST.test(whole.trim()) && !LAST.test(whole.trim())
    begun = goesOn ? whole : undefined
    if (!goesOn) parts.push(whole)
  }
  return [...parts, ...(begun === undefined ? [] : [begun])].map(parseRole)
}

export const TSB: RoleName = { kind: 'TSB', group: null }

export const chairOf = (group: string): RoleName => ({ kind: 'CHAIR', group })

export const isSameRole = (a: RoleName | undefined, b: RoleName | undefined): boolean =>
  a?.kind === b?.kind && a?.group === b?.group
