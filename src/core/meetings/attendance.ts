/** The answers of people about coming to a meeting: counted where the meeting is shown. Nothing depends on them. */
import type { Transaction } from '../database/client.ts'
import type { AttendanceAnswer } from '../database/generated/enums.ts'
import { describeRole } from '../roles/role.ts'

/** The answers, as they are typed. */
export const ATTENDANCE_CHOICES = ['there', 'not needed', 'cannot'] as const
export type AttendanceChoice = (typeof ATTENDANCE_CHOICES)[number]

export const ATTENDANCE: Record<AttendanceChoice, AttendanceAnswer> = {
  there: 'THERE',
  'not needed': 'NOT_NEEDED',
  cannot: 'CANNOT',
}

export interface Attending {
  answer: AttendanceAnswer
  name: string
  /** "SG17 chair", the roles held now. */
  roles: string[]
  /** "SG17", "TSB": whom they come for. */
  groups: string[]
}

/** The answers to one meeting, the first first. */
export async function findAttendance(tx: Transaction, meetingId: number): Promise<Attending[]> {
  const rows = await tx.attendance.findMany({
    where: { meetingId },
    include: { person: { include: { roles: { where: { until: null }, orderBy: { id: 'asc' } } } } },
    orderBy: [{ at: 'asc' }, { personId: 'asc' }],
  })
  return rows.map(({ answer, person }) => ({
    answer,
    name: person.name,
    roles: person.roles.map(r => describeRole({ kind: r.kind, group: r.groupId })),
    groups: [...new Set(person.roles.map(r => r.groupId ?? 'TSB'))],
  }))
}

const COUNTED: readonly [AttendanceAnswer, string][] = [
  ['THERE', 'will be there'],
  ['NOT_NEEDED', 'not needed'],
  ['CANNOT', 'cannot come'],
]

/** "2 will be there (SG13, SG17); 1 cannot come (SG20)"; undefined without an answer. */
export function describeAttendance(all: readonly Attending[]): string | undefined {
  const counts = COUNTED.flatMap(([answer, words]) => {
    const those = all.filter(a => a.answer === answer)
    if (those.length === 0) return []
    const groups = [...new Set(those.flatMap(a => a.groups))]
    return [`${those.length} ${words}${groups.length > 0 ? ` (${groups.join(', ')})` : ''}`]
  })
  return counts.length > 0 ? counts.join('; ') : undefined
}

/** "Ada Okafor (SG13 chair) will be there", a line each. */
export const attendanceLines = (all: readonly Attending[]): string[] =>
  all.map(({ answer, name, roles }) => {
    const words = COUNTED.find(([counted]) => counted === answer)![1]
    const who = roles.length > 0 ? `${name} (${roles.join(', ')})` : name
    return answer === 'NOT_NEEDED' ? `${who} is not needed there` : `${who} ${words}`
  })
