/** The many ways to write the name of a group, to its one id. */
import { UserError } from '../errors.ts'

/** "SG 20", "ITU-T Study Group 2 0", "sg20", "20" → "SG20"; "RG DT" → "RG-DT"; "WP2/TSAG" → "WP2". Says nothing about whether it exists. */
export function parseGroupId(raw: string): string {
  // Single spaces: no pattern below then takes more time than in proportion to the text.
  const name = raw
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
    .replace(/^ITU-T /, '')
    .replace(/\/TSAG$/, '')
    .replace(/^TSAG[- ](?=RG|WP)/, '')
  const sg = /^(?:SGS?|STUDY ?GROUPS?)?[ -]{0,3}(\d) ?(\d)?$/.exec(name)
  if (sg) return `SG${sg[1]}${sg[2] ?? ''}`
  const wp = /^(?:WP|WORKING ?PARTY)[ -]{0,3}(\d)$/.exec(name)
  if (wp) return `WP${wp[1]}`
  const rg = /^RG[ -]{0,3}([A-Z]{1,10})$/.exec(name)
  if (rg) return `RG-${rg[1]}`
  return name
}

/** "SG13, SG20", "SGs 13, 17 and 20" → their ids, each once, in the order given. Throws a UserError when there is none. */
export function parseGroupIds(raw: string): string[] {
  const ids = raw
    .replace(/\s+/g, ' ')
    .split(/[,;&]| and /i)
    .filter(part => part.trim() !== '')
    .map(parseGroupId)
  if (ids.length === 0) throw new UserError('no-group', 'Name at least one group, like SG13, SG20.')
  return [...new Set(ids)]
}
