/** The groups that a new database knows: TSAG, its working party and Rapporteur groups, the study groups of 2025–2028. */
import type { Work } from '../../events/events.ts'
import { addEntries } from '../add-many.ts'
import type { BodyKind } from './fields.ts'
import { groups } from './register.ts'

type Row = [id: string, kind: BodyKind, name: string, since: string, until?: string]

/** Study period 2025–2028 began with the close of WTSA-24; SG9 and SG16 ended there. */
const START = '2024-10-25'
const BEFORE = '2022-03-10'

const GROUPS: readonly Row[] = [
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

/** TSAG's own groups. */
const PARENTS: Record<string, string> = { WP2: 'TSAG', 'RG-WPR': 'WP2', 'RG-DT': 'WP2' }
/** WTSA-24 merged SG9 and SG16 into SG21. */
const PREDECESSORS: Record<string, string[]> = { SG21: ['SG9', 'SG16'] }

/** Enters the groups in an empty register. */
export const seedGroups = (work: Work): Promise<void> =>
  addEntries(
    work,
    groups,
    GROUPS.map(([id, kind, name, since, until]) => ({
      key: id,
      fields: {
        kind,
        name,
        since,
        ...(until !== undefined && { until }),
        ...(PARENTS[id] !== undefined && { parents: [PARENTS[id]] }),
        ...(PREDECESSORS[id] !== undefined && { predecessors: PREDECESSORS[id] }),
      },
    })),
    { by: { name: 'the first start' }, source: 'WTSA-24' },
  )
