/** The fields of a focus group's deliverable. */
import { marksField } from '../documents/marks.ts'
import { field } from '../field.ts'

export const deliverableFields = {
  title: field.longText({ label: 'Title', example: 'Technical Report on trust' }),
  approved: field.date({ label: 'Approved', example: '2024-03' }),
  suggested: marksField('Suggested SGs, others in brackets', 'SG17, (SG13)'),
  // All proposals side by side: "C115: SG13; TD570: SG16".
  proposals: field.longText({ label: 'Proposals by others', example: 'C115: SG13; TD570: SG16' }),
  allocated: field.groups({ label: 'Allocated to', example: 'SG17' }),
  decidedBy: field.text({ label: 'Decided by', example: 'WP2-4' }),
  started: field.texts({ label: 'Work started by', example: 'SG20 (TD640)' }),
}
