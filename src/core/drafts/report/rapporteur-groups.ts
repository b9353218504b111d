/** Clause 4: the results of the Rapporteur groups, with what they ask of WP2 and of TSAG. */

import { HANDLER } from '../../groups/handler.ts'
import { groupsIn } from '../../reading/codes/groups.ts'
import { numberGroup } from '../../registers/actions/key.ts'
import { joinWords } from '../../text/sentences.ts'
import { type Block, dash, gap, heading, paragraph } from '../../writing/document.ts'
import { actionsFor, actionsIn, forWp2 } from '../action-list.ts'
import type { ActionEntry, DocumentEntry, RapporteurGroup, ReportFacts } from '../facts.ts'
import { citeDocument } from '../references.ts'
import { CHAIR, rapporteurOf } from '../who.ts'

export function rapporteurGroupsClause(facts: ReportFacts): Block[] {
  return [
    heading(1, '4', 'Review of the results of the Rapporteur groups'),
    paragraph('Annex 2 has the documents that were allocated to each.'),
    ...facts.rapporteurGroups.flatMap((group, i) => groupClause(group, `4.${i + 1}`, facts)),
  ]
}

function groupClause(group: RapporteurGroup, number: string, facts: ReportFacts): Block[] {
  const { id, name, rapporteurs } = group
  const own = facts.documents.filter(document => isFrom(document, id))
  const asked = forWp2(facts.actions).filter(action => isOf(action, id))
  const who = rapporteurOf(id)
  return [
    heading(2, number, `${id} “${name}”`),
    paragraph(
      'Rapporteur: ',
      rapporteurs.length > 0 ? joinWords(rapporteurs) : gap(`name of ${who}`, 'TSB'),
      '. ',
      gap(`approval of the report of ${id}`, CHAIR),
    ),
    ...(own.length === 0
      ? [paragraph(gap(`document with the report of ${id}`, who))]
      : [
          paragraph('Its documents on record:'),
          ...own.map(d => dash(`${citeDocument(d)}: ${d.fields.title ?? ''}`)),
        ]),
    paragraph('Key outcomes: ', gap(`key outcomes of the meeting of ${id}`, who)),
    ...actionsFor(HANDLER, asked),
    ...(asked.length > 0 ? [paragraph('Reply of WP2 to them: ', gap('reply of WP2', CHAIR))] : []),
    ...actionsFor(
      'TSAG',
      actionsIn(facts, place => place.part === 'rapporteur group' && place.group === id),
    ),
  ]
}

/** A document whose source names the group. */
const isFrom = ({ fields }: DocumentEntry, group: string): boolean =>
  groupsIn(fields.source ?? '').includes(group)

const isOf = ({ fields }: ActionEntry, group: string): boolean =>
  fields.heading === group || (fields.number !== undefined && numberGroup(fields.number) === group)
