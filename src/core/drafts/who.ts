/** The people who could fill a gap. */
import { type Contact, gap } from '../writing/document.ts'

export const TSB = 'TSB'
export const CHAIR = "WP2's chair"
export const rapporteurOf = (group: string): string => `the Rapporteur of ${group}`

/** A person's name is known; their organisation and country are kept nowhere. */
export const contactOf = (name: string | undefined, role: string): Contact => ({
  name: [name ?? gap(`name of ${role}`, TSB)],
  organisation: [gap('organisation', TSB)],
  country: [gap('country', TSB)],
  telephone: [gap('telephone', TSB)],
  email: [gap('e-mail', TSB)],
})
