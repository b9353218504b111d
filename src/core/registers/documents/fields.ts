/** The fields of a document. */
import { field } from '../field.ts'
import { marksField } from './marks.ts'

export const DOCUMENT_STATES = ['available', 'reserved', 'not yet available', 'withdrawn'] as const

export const documentFields = {
  title: field.longText({ label: 'Title', example: 'Report of RG-DT' }),
  source: field.longText({ label: 'Source', example: 'Rapporteur, RG-DT' }),
  // A number can be reserved before there is a document.
  state: field.choice(DOCUMENT_STATES, { label: 'State', example: 'available' }),
  revision: field.number({ label: 'Latest revision', example: '2' }),
  addendum: field.number({ label: 'Latest addendum', example: '1' }),
  marks: marksField('Allocated to', 'WP2, (RG-DT)'),
  meeting: field.tsagMeeting({ label: 'TSAG meeting', example: 'TSAG 01-2026' }),
}
