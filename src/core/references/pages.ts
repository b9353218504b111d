/** The paths of pages on the web, for links in messages and on the pages themselves. An address is for good. */

export const issuePage = (reference: string): string => `/issues/${reference}`
export const meetingPage = (reference: string): string => `/meetings/${reference}`
export const readingPage = (reference: string): string => `/readings/${reference}`
export const proposalPage = (reference: string): string => `/proposals/${reference}`

/** "liaison statements" → "/registers/liaison-statements" */
export const registerPage = (name: string): string => `/registers/${name.replaceAll(' ', '-')}`

/** The page of an entry, by its key: "T25-TSAG-TD326". */
export const entryPage = (register: string, key: string): string =>
  `${registerPage(register)}/${encodeURIComponent(key)}`

export const PAGES = {
  overview: '/',
  calendar: '/calendar',
  issues: '/issues',
  owed: '/owed',
  actionPlan: '/action-plan',
  jointActivities: '/joint-activities',
  documents: '/documents',
  readings: '/readings',
} as const

/** The filters of a list, as the query of an address; values that are undefined are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given as [string, string][])}`
}
