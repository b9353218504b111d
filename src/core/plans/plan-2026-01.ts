/** The plan of interim meetings agreed in January 2026 (report TD164R3, clause 7), as a plan file. */

export const SOURCE = 'TD164R3, clause 7'
/** The last day of that meeting of TSAG. */
export const AGREED = '2026-01-30'

/** RG-DT's deadline of 13 May is stated: six days before, where the week of the rule would give 6 May. */
export const PLAN = `group,kind,date,time,objective,deadline
RG-DT,interim,2026-03-11,13:00–15:00,Progress the work on its terms of reference,7 days before
RG-DT,interim,2026-05-13,13:00–15:00,Progress the work on its terms of reference,2026-05-07
WP2,coordination,2026-05-25,14:00–16:00,Issues brought by the SG chairs,none
RG-DT,interim,2026-07-22,13:00–15:00,Progress the work on its terms of reference,7 days before
WP2,coordination,2026-08-17,14:00–16:00,Issues brought by the SG chairs,none
RG-DT,interim,2026-09-09,13:00–15:00,Progress the work on its terms of reference,7 days before
WP2,e-meeting,2026-09-21,14:00–16:30,Lead SG,2026-09-08
WP2,coordination,2026-12-14,14:00–16:00,Issues brought by the SG chairs,none
WP2,e-meeting,2027-01-25,14:00–16:30,Reviewing inputs on lead SG to TSAG,the TSAG meeting's contribution deadline
`
