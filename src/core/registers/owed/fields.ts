/** Report-backs: who reports on what, to which meetings. */
import { field } from '../field.ts'

export const reportFields = {
  group: field.group({ label: 'Who reports', example: 'SG17' }),
  matter: field.text({ label: 'On what', example: 'WTSA Action 8' }),
  to: field.group({ label: 'To which group', example: 'WP2' }),
  meetings: field.texts({ label: 'To which meetings', example: '2026-05, 2026-09' }),
  done: field.texts({ label: 'Given to', example: '2026-05' }),
}

/** Where its entries are stored. */
export const storedReports = { name: 'report-backs', fields: reportFields }
