/**
 * The guidance for lead SG roles, checked: at most five an SG, short, without "including" and "such as", no role at two
 * SGs (January 2026 report, clause 3.1.2). A role that doesn't follow it is kept; the check says so.
 */
export interface LeadRole {
  group: string
  subject: string
}

export interface Remark {
  group: string
  sentence: string
}

/** Four or five are meant: a sixth is one too many. */
const MAX_ROLES = 5
/** "Short" has no number in the guidance; this is our own choice. */
const MAX_CHARACTERS = 100

export function checkRoles(roles: readonly LeadRole[]): Remark[] {
  const many = [...Map.groupBy(roles, role => role.group)]
    .filter(([, own]) => own.length > MAX_ROLES)
    .map(([group, own]) => ({
      group,
      sentence: `${group} has ${own.length} lead SG roles; at most 4 to ${MAX_ROLES} are meant.`,
    }))
  const wording = roles.flatMap(({ group, subject }): Remark[] => {
    const found = [
      ...new Set(
        [...subject.matchAll(/(?<=, )including\b|\bsuch as\b/gi)].map(
          ([words]) => `“${words.toLowerCase()}”`,
        ),
      ),
    ]
    const length = [...subject].length
    return [
      ...(found.length > 0
        ? [
            {
              group,
              sentence: `“${subject}” of ${group} has ${found.join(' and ')}, which the guidance advises against.`,
            },
          ]
        : []),
      ...(length > MAX_CHARACTERS
        ? [
            {
              group,
              sentence: `“${subject}” of ${group} has ${length} characters; the guidance asks for short ones.`,
            },
          ]
        : []),
    ]
  })
  const twice = [...Map.groupBy(roles, role => role.subject.trim().toLowerCase()).values()]
    .filter(same => new Set(same.map(role => role.group)).size > 1)
    .map(same => ({
      group: same[0]!.group,
      sentence: `“${same[0]!.subject}” is a role of ${[...new Set(same.map(role => role.group))].join(' and ')}; one SG leads.`,
    }))
  return [...many, ...wording, ...twice]
}
