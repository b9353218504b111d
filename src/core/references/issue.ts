import { defineReference } from './kind.ts'

/** Issues between study groups. Below their room, because meetings, agendas and notices write their reference, too. */
export const ISSUE = defineReference('ISG', 'an issue')

export const isIssueRef = (subject: string): boolean => /^ISG-\d+$/.test(subject)
