/** The fields of a status in the WTSA action plan: of one item, at one TSAG meeting. */
import { field } from '../field.ts'

export const STATUSES = ['not started', 'started', 'ongoing', 'completed', 'closed', 'unknown'] as const

export const planItemFields = {
  item: field.text({ label: 'Item', example: '8' }),
  meeting: field.tsagMeeting({ label: 'TSAG meeting', example: 'TSAG 01-2026' }),
  // As written, beside the normalised status.
  words: field.longText({ label: 'Status as written', example: 'Ongoing, received feedback' }),
  status: field.choice(STATUSES, { label: 'Status', example: 'ongoing' }),
  resolution: field.number({ label: 'Resolution', example: '73' }),
  group: field.group({ label: 'Group that follows it', example: 'RG-WPR' }),
  responsible: field.groups({ label: 'SGs responsible', example: 'SG17' }),
  issues: field.texts({ label: 'Issues', example: 'ISG-1' }),
  text: field.longText({ label: 'Text of the item', example: 'TSAG to coordinate the work on SDN' }),
}

/** The name under which its entries are stored, and their fields. */
export const storedPlan = { name: 'action plan', fields: planItemFields }
