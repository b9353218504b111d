/** Disagreements in words. Each sentence says what disagrees; the places follow in the document's own words. */
import type { Disagreement } from '../../reading/disagreements/disagreement.ts'

export function describeDisagreement(d: Disagreement): string {
  switch (d.kind) {
    case 'number-twice':
      return `${d.number} is the number of different things`
    case 'swapped':
      return `${d.documents.join(' and ')} are the other way round in another place`
    case 'action-differs': {
      const number = d.number ?? 'An action without a number'
      const stands = d.standsAs === undefined ? '' : `; it stands there as ${d.standsAs}`
      if (d.how === 'not-in-body') return `${number} is in the summary and not in the body${stands}`
      if (d.how === 'not-in-summary') return `${number} is in the body and not in the summary${stands}`
      return `${number} is one thing in the summary and another in the body${stands}`
    }
    case 'missing-annex':
      return `${d.annex} is cited, and the document has none`
    case 'gap':
      return `A reference is missing after “${d.before}”`
    case 'revisions':
      return `${d.document} is cited in different revisions: ${d.revisions.map(r => `R${r}`).join(', ')}`
    case 'twice':
      return `${d.item}${d.meeting === null ? '' : ` of ${d.meeting}`} stands twice, with different contents`
    case 'total':
      return `The total of ${d.of === 'all' ? 'all documents' : d.of}${d.group === null ? '' : ` of ${d.group}`}, ${d.stated}, is none of the three: ${d.documents} documents, ${d.marks} marks, ${d.exclusiveMarks} exclusive marks`
    case 'mixed-totals':
      return `The totals of ${d.of === 'all' ? 'all documents' : d.of} have no meaning in common: ${d.columns.map(c => `${c.group} ${c.stated} (${c.means.join(' or ')})`).join(', ')}`
    case 'date': {
      const whose = `${d.group === null ? '' : `${d.group}, `}${d.date}`
      if (d.how === 'rule')
        return `The deadline for ${whose} is not the one that the rule gives${given(d.expected)}`
      if (d.how === 'after-meeting') return `The deadline for ${whose} is not before its meeting`
      if (d.how === 'weekday') return `${whose} is another day of the week${given(d.expected)}`
      return `${whose} is not in the order of its table`
    }
    case 'other-subject':
      return `${d.documents.join(' and ')}: ${d.because === 'source' ? 'the source' : 'the title'} is about something else than what cites it`
    case 'said-differently':
      return `${d.subject} is said differently: ${d.readings.join(' or ')}`
    case 'kept-change':
      return `A tracked change kept both readings: “${d.readings[0]}” and “${d.readings[1]}”`
    case 'zone':
      return `${d.date} is in ${d.expected}, not in ${d.label}`
    case 'list': {
      const unknown = d.groupUnknown ? '; it can’t be of this group, which one is not known' : ''
      return d.how === 'cited-not-listed'
        ? `${d.document} is cited and not in the list of documents${unknown}`
        : `${d.document} is listed and on no item`
    }
    case 'missing-label':
      return `${d.item === '' ? 'An entry' : d.item} has no ${d.what}`
    case 'register':
      return `${d.key}: the register of ${d.register} has ${d.field} “${d.known}”, the document “${d.found}”`
    case 'unknown-group':
      return `${d.group} is not a group that is known here`
  }
}

const given = (expected: string | undefined): string => (expected === undefined ? '' : ` (${expected})`)

/** Why a passage could not be read, in words. */
export const describeUnread = (why: string): string => why.replaceAll('-', ' ')
