/** The fields of a lead SG role. */
import { field } from '../field.ts'

export const ROLE_STATES = ['requested', 'designated'] as const

export const leadRoleFields = {
  group: field.group({ label: 'SG', example: 'SG17' }),
  subject: field.text({ label: 'Lead SG on', example: 'security' }),
  state: field.choice(ROLE_STATES, { label: 'State', example: 'designated' }),
  designation: field.text({ label: 'Source of the designation', example: 'WTSA-24 Resolution 2' }),
}

/** The name under which its entries are stored, and their fields. */
export const storedLeadRoles = { name: 'lead SG roles', fields: leadRoleFields }
