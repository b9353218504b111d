/** The groups that a new database knows: TSAG, its working party and Rapporteur groups, the study groups of 2025–2028. */

import type { Transaction } from '../database/client.ts'
import { dateColumn } from '../database/columns.ts'
import type { GroupKind } from '../database/generated/enums.ts'

type Row = [id: string, kind: GroupKind, name: string, since: string, until?: string]

/** Study period 2025–2028 began with the close of WTSA-24; SG9 and SG16 ended there. */
const START = '2024-10-25'
const BEFORE = '2022-03-10'

const GROUPS: Row[] = [
  ['TSAG', 'TSAG', 'Telecommunication Standardization Advisory Group', BEFORE],
  ['WP2', 'WP', 'Working Party 2 of TSAG: work programme, restructuring, thematic Resolutions', BEFORE],
  ['RG-WPR', 'RG', 'Rapporteur Group on work programme and restructuring, SG work, SG coordination', BEFORE],
  ['RG-DT', 'RG', 'Rapporteur Group on sustainable digital transformation', BEFORE],
  ['SG2', 'SG', 'Operational aspects', BEFORE],
  ['SG3', 'SG', 'Economic and policy issues', BEFORE],
  ['SG5', 'SG', 'Environment, EMF and circular economy', BEFORE],
  ['SG9', 'SG', 'Broadband cable and TV', BEFORE, START],
  ['SG11', 'SG', 'Signalling requirements, protocols and test specifications', BEFORE],
  ['SG12', 'SG', 'Performance, quality of service and quality of experience', BEFORE],
  ['SG13', 'SG', 'Future networks and emerging network technologies', BEFORE],
  ['SG15', 'SG', 'Transport, access and home', BEFORE],
  ['SG16', 'SG', 'Multimedia', BEFORE, START],
  ['SG17', 'SG', 'Security', BEFORE],
  ['SG20', 'SG', 'Internet of things, digital twins and smart sustainable cities', BEFORE],
  ['SG21', 'SG', 'Technologies for multimedia, content delivery and cable television', START],
]

/** Writes the groups; those that are there stay as they are. */
export async function seedGroups(tx: Transaction): Promise<void> {
  const midnight = (date: string) => dateColumn(Temporal.PlainDate.from(date))
  await tx.group.createMany({
    data: GROUPS.map(([id, kind, name, since, until]) => ({
      id,
      kind,
      name,
      since: midnight(since),
      until: until ? midnight(until) : null,
    })),
    skipDuplicates: true,
  })
}
