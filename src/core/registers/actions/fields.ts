/** The fields of an action for TSAG. */
import { ISSUE } from '../../references/issue.ts'
import { field } from '../field.ts'
import { parseActionNumber } from './key.ts'

export const actionFields = {
  words: field.longText({ label: 'Action', example: 'Agree the interim e-meetings of RG-DT' }),
  meeting: field.tsagMeeting({ label: 'TSAG meeting', example: 'next' }),
  number: {
    ...field.text({ label: 'Number', example: 'WP2-10' }),
    parse: parseActionNumber,
  },
  // It may differ from the number's group: WP2-10 stood under RG-DT in January 2026.
  heading: field.group({ label: 'Listed under', example: 'RG-DT' }),
  addressee: field.group({ label: 'Addressed to', example: 'TSAG' }),
  verbs: field.texts({ label: 'Verbs', example: 'agree, endorse' }),
  documents: field.texts({ label: 'Documents', example: 'TD326-R2' }),
  questions: field.texts({ label: 'Questions', example: 'Q7/17' }),
  issue: {
    ...field.text({ label: 'From issue', example: 'ISG-4' }),
    parse: (raw: string) => ISSUE.format(ISSUE.parse(raw)),
  },
  clause: field.text({ label: 'From clause', example: '3.1.3' }),
  anticipated: field.choice(['yes'], { label: 'Anticipated by an agenda', example: 'yes' }),
  // From the one sequence of numbers that there was before this register.
  earlierNumber: field.text({ label: 'Number before the register', example: 'WP2-1' }),
  outcome: field.longText({ label: "TSAG's outcome", example: 'agreed' }),
}

/** The name under which its entries are stored, and their fields. */
export const storedActions = { name: 'actions', fields: actionFields }
