/** Report-backs: who reports on what, to which meetings. */
import { field } from '../field.ts'

export const reportFields = {
  group: field.group({ label: 'Reporting group', example: 'SG17' }),
  matter: field.text({ label: 'Subject', example: 'WTSA Action 8' }),
  to: field.group({ label: 'To', example: 'WP2' }),
  meetings: field.texts({ label: 'At the meetings of', example: '2026-05, 2026-09' }),
  done: field.texts({ label: 'Already given at', example: '2026-05' }),
}

/** Where its entries are stored. */
export const storedReports = { name: 'report-backs', fields: reportFields }
