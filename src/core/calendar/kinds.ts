/** Which kind of meeting a group schedules here. */
import { UserError } from '../errors.ts'
import type { GroupInfo } from '../groups/registry.ts'
import type { Meeting } from '../meetings/meeting.ts'
import { cmd, phrase } from '../text/spans.ts'

/** The kinds to choose from, for WP2's meetings. */
export const KIND_CHOICES = ['coordination', 'e-meeting', 'ad-hoc'] as const

const KINDS = {
  coordination: 'COORDINATION_E_MEETING',
  'e-meeting': 'WP_E_MEETING',
  'ad-hoc': 'AD_HOC',
} as const

/** The kind of a group's meeting. Throws a UserError for an SG, which schedules its own meetings elsewhere. */
export function kindOf(group: GroupInfo, kind: (typeof KIND_CHOICES)[number] | undefined): Meeting['kind'] {
  switch (group.kind) {
    case 'RG':
      return 'RG_INTERIM'
    case 'WP':
      return KINDS[kind ?? 'e-meeting']
    case 'TSAG':
      return 'TSAG_MEETING'
    case 'SG':
      throw new UserError(
        'no-kind',
        phrase`Meetings of ${group.id} itself are not scheduled here; ${cmd('issue meet')} calls an ad-hoc meeting on an issue.`,
        'group',
      )
    case 'JCA':
    case 'JCG':
    case 'CG':
    case 'FG':
    case 'JMT':
    case 'OUTSIDE':
      throw new UserError('no-kind', `Meetings of ${group.id} are not scheduled here.`, 'group')
  }
}
