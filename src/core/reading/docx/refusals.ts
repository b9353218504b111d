import { UserError } from '../../errors.ts'

/** Limits on a file that comes from outside. Each has its refusal below. */
export const MAX_FILE_BYTES = 5_000_000
export const MAX_UNPACKED_BYTES = 30_000_000
export const MAX_RATIO = 100
/** Small parts of one repeated element pass 100:1 without harm; the ratio is judged from here on. */
export const RATIO_FROM_BYTES = 100_000
export const MAX_NESTING = 200
/** Word writes some twenty parts, and one for each picture. */
export const MAX_ENTRIES = 1_000
/** Paragraphs, cells and rows together; a book of 500 pages has some 20,000. */
export const MAX_PIECES = 100_000

const SENTENCES = {
  'old-doc': 'This is an old Word document (.doc): open it in Word, save it as .docx, and send that.',
  encrypted: 'This document is protected by a password: save it without one and send it again.',
  doctype: 'This document contains a DOCTYPE, which Word never writes: save it again in Word and send that.',
  'too-large': 'This file is larger than 5 MB: take out its pictures and send it again.',
  'unpacks-too-large':
    'This file unpacks to more than 30 MB, or to 100 times its size: save it again in Word without pictures and send that.',
  'nested-too-deep':
    'This document is nested more than 200 levels deep: take its tables out of each other and send it again.',
  'too-many-files': 'This file holds more than 1,000 files: take out its pictures and send it again.',
  'too-long':
    'This document has more than 100,000 paragraphs and cells: send it in parts, or only the part to be read.',
  'not-a-document': 'This is not a Word document (.docx): save it as .docx in Word and send that.',
  damaged: 'This document is damaged and could not be read: save it again in Word and send that.',
} as const

/** Why a file is not read. */
export type Refusal = keyof typeof SENTENCES

/** The refusal of a file, as a UserError whose code is `refusal`. */
export const refuse = (refusal: Refusal): UserError => new UserError(refusal, SENTENCES[refusal])
