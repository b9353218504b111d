/** The one wording for a defect of ours, wherever it is shown. */

export const SOMETHING_WENT_WRONG = 'Something went wrong on our side'

/** No defect, and nothing to report: it comes back. */
export const DATABASE_AWAY = 'The database can’t be reached at the moment'

/** A command failed. `reference` finds the reason in the log. */
export const describeFailure = (reference: string): string =>
  `${SOMETHING_WENT_WRONG}. Please try again; if it happens again, tell TSB this reference: ${reference}.`
