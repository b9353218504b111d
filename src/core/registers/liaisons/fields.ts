/** The fields of a liaison statement. */
import { field } from '../field.ts'
import { addresseesField, laterRepliesField, recordedRepliesField } from './addressees.ts'

export const DIRECTIONS = ['incoming', 'outgoing'] as const

export const liaisonFields = {
  direction: field.choice(DIRECTIONS, { label: 'Direction', example: 'incoming' }),
  purpose: field.choice(['i', 'r', 'i/r'], { label: 'Purpose (i = information, r = reply)', example: 'i/r' }),
  senders: field.groups({ label: 'From', example: 'SG17' }),
  subject: field.longText({ label: 'Subject', example: 'Trust' }),
  repliesTo: field.texts({ label: 'Replies to', example: 'TSAG-LS4, SG13-LS9' }),
  document: field.text({ label: 'Document', example: 'TSAG-TD326' }),
  addressees: addresseesField('Addressees'),
  replied: recordedRepliesField('Replies recorded by hand'),
  later: laterRepliesField('Replies by another date'),
  noReply: field.texts({ label: 'No reply intended', example: 'SG12' }),
}

/** The name under which its entries are stored, and their fields. */
export const storedLiaisons = { name: 'liaison statements', fields: liaisonFields }
